"""What makes a file weigh more in the draw of a campaign: signals that the platform knows and the holder may read."""

from collections.abc import Collection
from datetime import date

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet

from companies.models import Recognition
from labels.enums import CampaignKind, CaseFinding, FactKey, FindingStatus, Grade, Level, Signal
from labels.models import Case, Fact, Finding, Label
from marketplace.reference.models import Figure


def population(kind: str, on: date) -> QuerySet[Label]:
    """The files of which a campaign draws: labels valid on a day, for the first audits those without one."""
    valid = Label.objects.valid_on(on)
    return valid.filter(level=Level.PROVISIONAL) if kind == CampaignKind.BASELINE else valid


def signals(labels: Collection[Label], on: date) -> dict[int, list[str]]:
    """Key of each label -> its signals on a day; a few queries for any number of labels."""
    since = on - relativedelta(months=int(Figure.objects.value("campaign_signal_months", on)))
    cases, late, lapsed, findings = _cases(since), _late(on), _lapsed(since, on), _findings(labels)
    known = {
        label.pk: {
            Signal.NOT_AUDITED: not label.is_audited,
            Signal.CASE: bool({(label.organisation_id, None), (label.organisation_id, label.site_id)} & cases),
            Signal.LATE_ANSWERS: label.organisation_id in late,
            Signal.RECOGNITION: label.site_id in lapsed,
            Signal.FINDINGS: label.pk in findings,
        }
        for label in labels
    }
    return {pk: [str(signal) for signal, holds in facts.items() if holds] for pk, facts in known.items()}


def tickets(reasons: Collection[str], on: date) -> int:
    """One for being a holder and one for each signal, up to a figure."""
    return min(1 + len(reasons), int(Figure.objects.value("campaign_most_tickets", on)))


def _cases(since: date) -> set[tuple[int, int | None]]:
    """Organisation and site (none: the whole organisation) of cases that were found to be founded."""
    founded = Case.objects.filter(finding__in=[CaseFinding.MINOR, CaseFinding.MAJOR], decided_at__date__gte=since)
    return set(founded.values_list("organisation", "site"))


def _late(on: date) -> set[int]:
    """Organisations whose newest count of late answers ({"late": 4}) reaches a figure."""
    rows = Fact.objects.filter(key=FactKey.ANSWER_TIME, site=None, as_of_on__lte=on).order_by("as_of_on")
    newest = dict(rows.values_list("organisation", "value"))
    enough = int(Figure.objects.value("campaign_late_answers", on))
    return {pk for pk, value in newest.items() if value.get("late", 0) >= enough}


def _lapsed(since: date, on: date) -> set[int]:
    """Sites with a recognition that ended and was not given again."""
    return set(Recognition.objects.filter(ends_on__gte=since, ends_on__lt=on).values_list("site", flat=True))


def _findings(labels: Collection[Label]) -> set[int]:
    """Labels from a file with findings that nobody closed."""
    open_ones = Finding.objects.exclude(status=FindingStatus.CLOSED).exclude(grade=Grade.OBSERVATION)
    return set(
        open_ones.filter(application__sites__label__in=labels).values_list("application__sites__label", flat=True)
    )
