"""When a campaign may take its next step, and who may check a holder."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from labels.enums import CampaignKind, CampaignStatus
from labels.models import Campaign, EmployerMembership, SpotCheck
from labels.models.campaign import CHECKERS
from labels.models.ties import organisations_tied_to
from labels.sampling import draw_size, population_digest
from marketplace.accounts.models import Membership, Organisation
from marketplace.actor import Actor
from marketplace.reference.models import Figure
from marketplace.workflow import Refusal


def plan_holds(campaign: Campaign) -> Refusal | None:
    """The bounds and the days of a campaign that is made stand in order."""
    if not 1 <= campaign.fewest <= campaign.most:
        return Refusal("campaign.bounds", _("Het kleinste aantal houders ligt tussen 1 en het grootste aantal."))
    if not campaign.draws_on < campaign.visits_start_on < campaign.visits_end_on:
        return Refusal("campaign.days", _("Eerst komt de loting, dan de eerste en de laatste dag van de controles."))
    if campaign.waves > (campaign.visits_end_on - campaign.visits_start_on).days + 1:
        return Refusal("campaign.waves", _("Er zijn meer groepen dan dagen. Kies minder groepen of een later einde."))
    return None


def announced_in_time(campaign: Campaign, by: Actor, on: date) -> Refusal | None:
    """Everybody can keep the digests before the draw, and nobody can know the public number yet."""
    first = on + timedelta(days=int(Figure.objects.value("campaign_announce_days", on)))
    if campaign.draws_on >= first:
        return None
    return Refusal(
        "campaign.too_soon", _("De loting komt te snel. Geef iedereen meer tijd om de aankondiging te lezen.")
    )


def number_of(campaign: Campaign, holders: int, on: date) -> int:
    """How many holders are drawn: all for the first audits, else a share inside the bounds."""
    if campaign.kind == CampaignKind.BASELINE:
        return holders
    return draw_size(holders, _percent(on), campaign.fewest, campaign.most)


def enough_drawn(campaign: Campaign, holders: int, on: date) -> Refusal | None:
    """Somebody can be drawn, and a yearly campaign draws at least the share that the city promised."""
    if holders == 0:
        return Refusal("campaign.nobody", _("Er is nu geen enkel label dat in deze campagne past."))
    if number_of(campaign, holders, on) < draw_size(holders, _percent(on), 1, holders):
        return Refusal(
            "campaign.too_few",
            _("Dit zijn minder houders dan de stad elk jaar controleert. Kies een groter aantal."),
        )
    return None


def _percent(on: date) -> int:
    return int(Figure.objects.value("campaign_yearly_percent", on))


def draw_day_came(campaign: Campaign, by: Actor, on: date) -> Refusal | None:
    """Nobody draws before the day that was announced."""
    if on >= campaign.draws_on:
        return None
    return Refusal("campaign.draw_day", _("De dag van de loting is er nog niet."))


def population_is_the_same(campaign: Campaign, by: Actor, on: date) -> Refusal | None:
    """What is drawn from is what was announced."""
    if population_digest(entry.line for entry in campaign.entries.all()) == campaign.digest:
        return None
    return Refusal(
        "campaign.population_changed",
        _("De lijst is niet meer die van de aankondiging. Bel wie het platform beheert."),
    )


def visits_may_start(campaign: Campaign, by: Actor, on: date) -> Refusal | None:
    """Nobody is asked before the day that was announced."""
    if on >= campaign.visits_start_on:
        return None
    return Refusal("campaign.visits_day", _("De eerste dag van de controles is er nog niet."))


def all_checked(campaign: Campaign, by: Actor, on: date) -> Refusal | None:
    """A campaign closes when each file that was drawn has a result."""
    if not SpotCheck.objects.unfinished().filter(entry__campaign=campaign.pk).exists():
        return None
    return Refusal("campaign.unfinished", _("Niet elk geloot dossier heeft al een uitkomst."))


def campaign_is_drawn(check: SpotCheck, by: Actor, on: date) -> Refusal | None:
    """Files are picked at the draw, not before and not later."""
    if check.entry.campaign.status == CampaignStatus.DRAWN:
        return None
    return Refusal("spot_check.not_at_the_draw", _("Dossiers worden alleen bij de loting gekozen."))


def campaign_runs(check: SpotCheck, by: Actor, on: date) -> Refusal | None:
    """Nothing changes before the visits, and nothing after the close."""
    if check.entry.campaign.status == CampaignStatus.VISITING:
        return None
    return Refusal("spot_check.frozen", _("De campagne loopt niet. Haar uitkomsten staan vast."))


def label_is_over(check: SpotCheck, by: Actor, on: date) -> Refusal | None:
    """What is withdrawn, expired or replaced need not be checked any more."""
    if not check.label.is_held:
        return None
    return Refusal("spot_check.label_still_held", _("Dit label geldt nog."))


def is_auditor(check: SpotCheck, by: Actor, on: date) -> Refusal | None:
    """Only the auditor to whom a check was given reports on it, and still without a tie."""
    if by.user_id and by.organisation_id and check.is_given_to(by):
        return _tie(check, by.user_id, by.organisation_id, on)
    return Refusal("spot_check.not_yours", _("Deze controle is aan een collega gegeven."))


def may_check(check: SpotCheck, auditor: Membership, on: date) -> Refusal | None:
    """An auditor without a tie to the holder (domain: separation and conflict of interest)."""
    if auditor.role not in CHECKERS:
        return Refusal("spot_check.no_auditor", _("Kies een auditor."))
    return campaign_open(check) or _tie(check, auditor.user_id, auditor.organisation_id, on)


def campaign_open(check: SpotCheck) -> Refusal | None:
    """An auditor is chosen after the draw and before the close, for what has no result."""
    if check.is_unfinished and check.entry.campaign.status in (CampaignStatus.DRAWN, CampaignStatus.VISITING):
        return None
    return Refusal("spot_check.done", _("Deze controle is klaar."))


def _tie(check: SpotCheck, user_id: int, organisation_id: int, on: date) -> Refusal | None:
    holder = check.entry.organisation
    if organisations_tied_to(user_id, on).filter(pk=holder.pk).exists():
        return Refusal("spot_check.tied", _("Deze auditor werkt of werkte voor de houder. Kies iemand anders."))
    if holder.is_city and Organisation.objects.filter(pk=organisation_id, is_city=True).exists():
        return Refusal("spot_check.about_the_city", _("De stad controleert zichzelf niet. Kies een partner."))
    if EmployerMembership.objects.on(on).filter(partner=organisation_id, member=holder.pk).exists():
        return Refusal("spot_check.own_member", _("De houder betaalt lidgeld aan de organisatie van deze auditor."))
    return None
