"""Suspension, withdrawal and reinstatement: read by one, decided by two, one of them from elsewhere."""

import subprocess
from datetime import date
from functools import partial

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from labels.actions import measure as actions
from labels.documents.letter import measure_facts
from labels.models import Decision, Label, Measure
from labels.rules.appeal import measured_label
from labels.rules.application import nothing_waits
from labels.rules.label import label_valid
from labels.tasks.measure import follow_measures, warn_of_lapse
from marketplace.accounts.models import Organisation
from marketplace.actor import SYSTEM, Role
from marketplace.audit.models import AuditEvent
from marketplace.jobs.actions import run
from marketplace.jobs.models import Job
from marketplace.notifications.models import Notification
from marketplace.web.panels import waiting_for
from marketplace.workflow import Refused
from tests.constraints import breaks
from tests.factories.accounts import CityFactory, MembershipFactory, OrganisationFactory, UserFactory, actor_of
from tests.factories.audited import partner_member
from tests.factories.cases import CaseFactory, HeardCaseFactory
from tests.factories.companies import CompanyFactory, SiteFactory, hr_of
from tests.factories.label_files import ApplicationFactory, ApplicationSiteFactory, EmployerMembershipFactory
from tests.factories.labels import LabelFactory, MeasureFactory, take_step
from tests.factories.schools import SchoolFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 11, 23)
WHY = {"reasons": "De erkenning viel weg.", "effective_on": TODAY}
SUSPENSION = {"matter": "suspension", "ground": "recognition"} | WHY
WITHDRAWAL = {"matter": "withdrawal", "ground": "fraud"} | WHY
BACK = {"matter": "reinstatement", "ground": "mended"} | WHY


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-23T10:00:00+01:00", tick=False) as clock:
        yield clock


@pytest.fixture
def city():
    return CityFactory()


@pytest.fixture
def officers(city):
    return [MembershipFactory(organisation=city, role=Role.LABEL_OFFICER) for _ in range(3)]


@pytest.fixture
def label():
    return LabelFactory()


def refusal(call):
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.code


def reviewed(label, officers, **facts):
    made = actions.propose(label=label, by=actor_of(officers[0]), **(SUSPENSION | facts))
    return actions.review(measure=made, by=actor_of(officers[1]))


def say(measure, member, outcome="granted"):
    return actions.decide(measure=measure, outcome=outcome, reasons="Gelezen en gehoord.", by=actor_of(member))


def status(label):
    return Label.objects.get(pk=label.pk).status


def take(label, officers, **facts):
    read = reviewed(label, officers, **facts)
    say(read, officers[2])
    return say(read, partner_member())


def test_one_proposes_one_reads_and_two_decide_of_whom_one_from_elsewhere(label, officers):
    measure = reviewed(label, officers)
    assert refusal(partial(say, measure, officers[0])) == "measure.own_proposal"
    assert refusal(partial(say, measure, officers[1])) == "measure.own_review"
    assert say(measure, officers[2]).status == "reviewed"
    assert status(label) == "active"
    done = say(measure, partner_member())
    assert (done.status, done.objection_until_on) == ("in_force", date(2026, 12, 23))
    assert status(label) == "suspended"
    told = Notification.objects.get(code="measure.decided")
    assert (told.organisation, told.role) == (label.organisation, Role.HR)
    assert {"measure.proposed", "measure.review", "measure.decision", "measure.take", "label.suspend"} <= set(
        AuditEvent.objects.values_list("verb", flat=True)
    )


def test_two_of_the_organisation_that_proposed_are_not_enough(label, officers, city):
    measure = reviewed(label, officers)
    say(measure, officers[2])
    assert say(measure, MembershipFactory(organisation=city, role=Role.LABEL_OFFICER)).status == "reviewed"
    assert say(measure, partner_member()).status == "in_force"


def test_those_who_differ_go_on_until_they_agree(label, officers):
    measure, outside = reviewed(label, officers), partner_member()
    say(measure, officers[2])
    assert say(measure, outside, "refused").status == "reviewed"
    assert say(measure, officers[2], "refused").status == "rejected"
    assert status(label) == "active"
    assert Notification.objects.filter(code="measure.rejected").exists()


def test_a_decider_who_gained_a_tie_or_lost_the_office_does_not_count(label, officers):
    measure, tied, gone = reviewed(label, officers), partner_member(), partner_member()
    say(measure, tied)
    hr_of(label.site.company, user=tied.user)
    assert say(measure, officers[2]).status == "reviewed"
    gone.ends_on = date(2026, 11, 22)
    gone.save()
    Decision.objects.filter(decided_by=tied.user).update(decided_by=gone.user, organisation=gone.organisation)
    assert say(measure, officers[2]).status == "reviewed"


def test_who_proposes_does_not_read_and_who_disagrees_sends_it_back(label, officers):
    made = actions.propose(label=label, by=actor_of(officers[0]), **SUSPENSION)
    assert refusal(partial(actions.review, measure=made, by=actor_of(officers[0]))) == "measure.own_proposal"
    back = partial(actions.send_back, measure=made, by=actor_of(officers[1]))
    assert refusal(partial(back, remarks=" ")) == "measure.no_sentence"
    returned = back(remarks="Wanneer viel de erkenning weg?")
    assert (returned.status, returned.reasons) == ("returned", "De erkenning viel weg.")
    assert Notification.objects.get(code="measure.returned").user == officers[0].user
    amend = partial(actions.amend, measure=returned, reasons="Ze viel weg op 2 november.")
    assert refusal(partial(amend, by=actor_of(officers[1]))) == "measure.not_yours"
    assert amend(by=actor_of(officers[0])).status == "proposed"


def test_a_proposal_is_taken_back_by_who_made_it(label, officers):
    made = actions.propose(label=label, by=actor_of(officers[0]), **SUSPENSION)
    assert refusal(partial(actions.drop, measure=made, by=actor_of(officers[1]))) == "measure.not_yours"
    assert actions.drop(measure=made, by=actor_of(officers[0])).status == "dropped"


def test_danger_suspends_at_once_until_a_dated_term(label, officers, clock):
    made = actions.suspend_now(label=label, reason="Een val van het dak.", by=actor_of(officers[0]))
    assert (status(label), made.status, made.provisional_until_on) == ("suspended", "proposed", date(2026, 12, 21))
    assert label_valid(label.site_id, TODAY).code == "label.not_valid"
    assert Notification.objects.get(code="measure.provisional").organisation == label.organisation
    assert refusal(partial(actions.drop, measure=made, by=actor_of(officers[0]))) == "measure.provisional"
    clock.move_to("2026-12-21T23:00:00+01:00")
    assert follow_measures() == 0
    clock.move_to("2026-12-22T00:05:00+01:00")
    assert [follow_measures(), follow_measures()] == [1, 0]
    made.refresh_from_db()
    assert (made.status, status(label)) == ("lapsed", "active")


def waits(member):
    """What stands on the home of a decider, with its day."""
    lines = waiting_for(actor_of(member), timezone.localdate())
    return [(str(line.verb), line.due_on) for line in lines if str(line.url).startswith("/labels/measures/")]


def test_the_deciders_are_warned_once_before_an_urgent_suspension_lapses(label, officers, clock):
    made = actions.suspend_now(label=label, reason="Een val van het dak.", by=actor_of(officers[0]))
    assert waits(officers[1]) == [("Lees na", date(2026, 12, 21))], "from the first day, with its last"
    assert waits(officers[0]) == []
    clock.move_to("2026-12-11T06:10:00+01:00")
    assert warn_of_lapse() == 0
    clock.move_to("2026-12-14T06:10:00+01:00")
    assert [warn_of_lapse(), warn_of_lapse()] == [1, 0], "five working days before"
    told = Notification.objects.filter(code="measure.lapses")
    assert set(told.values_list("role", flat=True)) == {Role.LABEL_OFFICER}
    assert told.get().parameters["day"] == "2026-12-21"
    assert waits(officers[0]) == [("Kijk wie nog beslist", date(2026, 12, 21))], "who did a part sees it too"
    assert AuditEvent.objects.filter(verb="measure.lapses", subject_id=made.pk).count() == 1


def test_nobody_is_warned_of_what_is_decided(label, officers, clock):
    made = actions.suspend_now(label=label, reason="Een val van het dak.", by=actor_of(officers[0]))
    actions.review(measure=made, by=actor_of(officers[1]))
    say(made, officers[2])
    say(made, partner_member())
    clock.move_to("2026-12-21T06:10:00+01:00")
    assert (warn_of_lapse(), waits(officers[0])) == (0, [])


@pytest.mark.parametrize("is_open", [True, False])
def test_a_lapse_beside_a_major_case_is_told_and_waits_until_it_is_proposed_anew(
    client_of, label, officers, clock, is_open
):
    found = {"finding": "major", "reasons": "Dwang.", "status": "decided" if is_open else "closed"}
    case = HeardCaseFactory(organisation=label.organisation, site=label.site, **found)
    made = actions.suspend_now(label=label, reason="Dwang.", ground="ethics", case=case, by=actor_of(officers[0]))
    page = client_of(officers[0]).get(reverse("case-detail", args=[case.pk])).text
    assert "De schorsing is voorlopig, tot en met ma 21 dec 2026" in page
    clock.move_to("2026-12-22T00:05:00+01:00")
    assert (follow_measures(), status(label)) == (1, "active")
    code = "measure.not_confirmed_grave" if is_open else "measure.not_confirmed"
    assert Notification.objects.get(code__startswith="measure.not_confirmed").code == code
    assert waits(officers[1]) == ([("Bekijk", None)] if is_open else [])
    propose = reverse("measure-new", args=[label.pk, "suspension"])
    assert (propose in client_of(officers[1]).get(reverse("measure-detail", args=[made.pk])).text) is is_open
    actions.propose(label=label, by=actor_of(officers[1]), **(SUSPENSION | {"effective_on": date(2026, 12, 22)}))
    assert waits(officers[1]) == []


@pytest.mark.parametrize(("outcome", "ends"), [("granted", "suspended"), ("refused", "active")])
def test_the_heavy_decision_confirms_or_ends_it(label, officers, outcome, ends):
    made = actions.suspend_now(label=label, reason="Een val van het dak.", by=actor_of(officers[0]))
    actions.review(measure=made, by=actor_of(officers[1]))
    say(made, officers[2], outcome)
    say(made, partner_member(), outcome)
    assert status(label) == ends
    with time_machine.travel("2027-02-01T10:00:00+01:00"):
        assert follow_measures() == 0
        assert status(label) == ends


@pytest.mark.parametrize("step", ["proposed", "returned", "reviewed"])
def test_an_urgent_suspension_goes_before_a_proposal_and_its_proposer_is_told(label, officers, step):
    waiting = actions.propose(label=label, by=actor_of(officers[0]), **WITHDRAWAL)
    if step == "returned":
        actions.send_back(measure=waiting, remarks="Welk bedrog?", by=actor_of(officers[1]))
    if step == "reviewed":
        actions.review(measure=waiting, by=actor_of(officers[1]))
        say(waiting, partner_member())
    made = actions.suspend_now(label=label, reason="Een val van het dak.", by=actor_of(officers[2]))
    waiting.refresh_from_db()
    assert (waiting.status, status(label), made.ground) == ("dropped", "suspended", "danger")
    assert Notification.objects.get(code="measure.superseded").user == officers[0].user
    assert measured_label(Label.objects.get(pk=label.pk)) is None, "one yes to what was dropped is no decision"


def test_a_provisional_suspension_gives_way_to_nothing(label, officers):
    made = actions.suspend_now(label=label, reason="Een val van het dak.", by=actor_of(officers[0]))
    again = partial(actions.suspend_now, label=label, reason="Gevaar.", by=actor_of(officers[1]))
    assert refusal(again) == "measure.status"
    Label.objects.filter(pk=label.pk).update(status="active")
    assert refusal(again) == "measure.open"
    made.refresh_from_db()
    assert made.status == "proposed"


def test_who_may_not_suspend_drops_no_proposal(label, officers):
    waiting = actions.propose(label=label, by=actor_of(officers[0]), **WITHDRAWAL)
    suspend = partial(actions.suspend_now, label=label, reason="Gevaar.")
    assert refusal(partial(suspend, by=actor_of(partner_member()))) == "measure.officer"
    waiting.refresh_from_db()
    assert waiting.status == "proposed"


def test_a_label_officer_suspends_at_once_and_nobody_else(label, officers):
    suspend = partial(actions.suspend_now, label=label, reason="Gevaar.")
    assert refusal(partial(suspend, by=actor_of(partner_member()))) == "measure.officer"
    with pytest.raises(PermissionDenied):
        suspend(by=actor_of(hr_of(label.site.company)))


def test_a_measure_holds_from_its_day(label, officers, clock):
    taken = take(label, officers, **(WITHDRAWAL | {"effective_on": date(2026, 12, 1)}))
    assert (taken.status, status(label)) == ("decided", "active")
    assert label_valid(label.site_id, date(2026, 11, 30)) is None
    assert label_valid(label.site_id, date(2026, 12, 1)).code == "label.not_valid", "the day is asked, also before it"
    clock.move_to("2026-12-01T00:05:00+01:00")
    assert follow_measures() == 1
    row = Label.objects.get(pk=label.pk)
    assert (row.status, row.ends_on, row.stops_on) == ("withdrawn", date(2026, 12, 1), None)


def test_a_label_comes_back_when_the_ground_is_mended_by_the_same_heavy_decision(label, officers):
    take_step(label, "suspend")
    case = CaseFactory(
        organisation=label.organisation,
        status="decided",
        finding="major",
        reasons="x",
        handler=UserFactory(),
        question="?",
    )
    propose = partial(actions.propose, label=label, by=actor_of(officers[0]), **BACK)
    assert refusal(propose) == "measure.not_mended"
    case.status, case.due_on = "closed", None
    case.save()
    assert take(label, officers, **BACK).status == "in_force"
    assert status(label) == "active"


@pytest.mark.parametrize(
    ("status", "facts", "code"),
    [
        ("suspended", SUSPENSION, "measure.status"),
        ("active", BACK, "measure.status"),
        ("active", SUSPENSION | {"ground": "fraud"}, "measure.ground"),
        ("active", SUSPENSION | {"effective_on": date(2026, 11, 22)}, "measure.day"),
    ],
)
def test_a_measure_fits_the_label(officers, status, facts, code):
    label = LabelFactory(status=status)
    assert refusal(partial(actions.propose, label=label, by=actor_of(officers[0]), **facts)) == code


def test_one_proposal_at_a_time(label, officers):
    propose = partial(actions.propose, label=label, by=actor_of(officers[0]), **SUSPENSION)
    propose()
    assert refusal(propose) == "measure.open"


def test_who_has_a_tie_stays_out(label, officers):
    outside = partner_member()
    EmployerMembershipFactory(partner=outside.organisation, member=label.organisation)
    read = reviewed(label, officers)
    assert refusal(partial(say, read, outside)) == "measure.own_member"
    hr_of(label.site.company, user=officers[2].user, ends_on=date(2025, 6, 1))
    assert refusal(partial(say, read, officers[2])) == "measure.tied"
    other = LabelFactory(site__company=label.site.company)
    assert refusal(partial(actions.propose, label=other, by=actor_of(officers[2]), **SUSPENSION)) == "measure.tied"


@pytest.mark.parametrize("about", ["city", "city_school"])
def test_about_the_city_only_outsiders(officers, about):
    if about == "city":
        label = LabelFactory()
        Organisation.objects.filter(pk=label.organisation_id).update(is_city=True)
    else:
        school = SchoolFactory(network="officieel gesubsidieerd gemeentelijk onderwijs")
        label = LabelFactory(site=None, organisation=school.organisation)
    people = [partner_member() for _ in range(4)]
    officer = actor_of(officers[0])
    assert refusal(partial(actions.suspend_now, label=label, reason="Gevaar.", by=officer)) == "measure.city"
    made = actions.suspend_now(label=label, reason="Gevaar.", by=actor_of(people[0]))
    assert not Measure.objects.visible_to(officer).exists(), "what is prepared about the city is not the city's to read"
    assert set(Notification.objects.filter(code="measure.proposed").values_list("user", flat=True)) == {
        person.user_id for person in people
    }
    actions.review(measure=made, by=actor_of(people[1]))
    with pytest.raises(Measure.DoesNotExist):
        say(made, officers[1])
    say(made, people[2])
    assert say(made, people[3]).status == "in_force"
    assert Measure.objects.visible_to(officer).get() == made


def test_the_holder_reads_what_is_told_and_not_what_is_prepared(label, officers, client_of):
    hr = hr_of(label.site.company)
    read = reviewed(label, officers)
    path = reverse("measure-detail", args=[read.pk])
    assert client_of(hr).get(path).status_code == 404
    say(read, officers[2])
    say(read, partner_member())
    page = client_of(hr).get(path).content.decode()
    assert "De erkenning viel weg." in page
    assert "tot en met wo 23 dec 2026" in page
    assert officers[0].user.name not in page


def test_a_measure_gets_its_letter_and_says_what_its_holder_can_do(label, officers, client_of, tmp_path):
    hr = hr_of(label.site.company)
    measure = take(label, officers)
    client = client_of(hr)
    letter, path = reverse("measure-letter", args=[measure.pk]), reverse("measure-detail", args=[measure.pk])
    assert client.get(letter).status_code == 409
    for job in Job.objects.filter(kind="label_letter"):
        run(job.pk)
    pdf = tmp_path / "letter.pdf"
    pdf.write_bytes(b"".join(client.get(letter).streaming_content))
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True)
    told = " ".join(done.stdout.split())
    for words in ("schorsing", "De erkenning viel weg.", "Gelezen en gehoord.", "23 december 2026", "Raad van State"):
        assert words in told
    for page in (path, reverse("label-detail", args=[label.pk])):
        words = client.get(page).content.decode()
        assert "tot en met wo 23 dec 2026" in words
        assert reverse("appeal-lodge-label", args=[label.pk, "objection"]) in words
    assert "Download de brief" in client.get(path).content.decode()
    assert client_of(hr_of(CompanyFactory())).get(letter).status_code == 404
    assert "appeal" not in client_of(officers[0]).get(path).content.decode().split("</nav>")[-1]


def test_what_was_not_taken_has_a_letter_without_a_way_to_object(label, officers):
    read, outside = reviewed(label, officers), partner_member()
    say(read, outside, "refused")
    rejected = say(read, officers[2], "refused")
    assert Job.objects.filter(kind="label_letter", arguments={"reference": f"measure:{rejected.pk}"}).exists()
    facts = measure_facts(rejected)
    assert (facts["rights"], ["Beslissing", "de maatregel is niet genomen"] in facts["facts"]) == ([], True)


def test_the_pages_of_a_measure(label, officers, client_of):
    client = client_of(officers[0])
    assert "Stel een schorsing voor" in client.get(reverse("label-detail", args=[label.pk])).content.decode()
    new = reverse("measure-new", args=[label.pk, "suspension"])
    facts = {"ground": "finding", "reasons": "Niets werd hersteld.", "effective_on": "2026-11-23"}
    client.post(new, facts | {"reasons": ""})
    assert not Measure.objects.exists()
    client.post(new, facts)
    measure = Measure.objects.get()
    path = reverse("measure-detail", args=[measure.pk])

    def step(name, **data):
        return client.post(reverse("measure-step", args=[measure.pk, name]), data, follow=True).content.decode()

    assert "Jij stelde dit voor" in client.get(path).content.decode()
    client_of(officers[1])
    assert "Lees na" in client.get(reverse("dashboard")).content.decode()
    assert "Schrijf in een zin" in step("return", remarks="")
    assert "Teruggestuurd: Welke?" in step("return", remarks="Welke?")
    client_of(officers[0])
    assert "Pas je voorstel aan" in client.get(path).content.decode()
    step("amend", reasons="De risicoanalyse.")
    client_of(officers[1])
    step("review")
    client_of(officers[2])
    step("decide", outcome="granted", reasons="Klopt.")
    client_of(partner_member())
    assert "Beslis mee" in client.get(reverse("dashboard")).content.decode()
    assert "van kracht" in step("decide", outcome="granted", reasons="Klopt.")


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("measure_status_known", {"status": "maybe"}),
        ("measure_ground_fits_matter", {"ground": "fraud"}),
        ("measure_ground_fits_matter", {"matter": "award"}),
        ("measure_has_reasons", {"reasons": ""}),
        ("measure_read_before_it_is_decided", {"status": "reviewed"}),
        ("measure_returned_with_a_sentence", {"status": "returned"}),
        ("measure_provisional_is_a_suspension", {"provisional_until_on": date(2026, 11, 1)}),
        (
            "measure_provisional_is_a_suspension",
            {"matter": "withdrawal", "ground": "fraud", "provisional_until_on": date(2027, 1, 1)},
        ),
    ],
)
def test_a_measure_keeps(name, facts):
    with breaks(name):
        MeasureFactory(**facts)


def test_a_measure_is_not_read_by_who_proposed_it():
    person = UserFactory()
    with breaks("measure_not_reviewed_by_the_proposer"):
        MeasureFactory(proposed_by=person, reviewed_by=person)


def test_a_decided_measure_has_an_objection_term():
    with breaks("measure_decided_with_objection_term"):
        MeasureFactory(held=True, objection_until_on=None)


def test_measures_of_a_label_are_counted_and_one_is_open(label):
    row = MeasureFactory(label=label, held=True)
    with breaks("measure_number_once_a_label"):
        MeasureFactory(label=label, number=row.number)
    MeasureFactory(label=label)
    with breaks("measure_one_open_a_label"):
        MeasureFactory(label=label)


def test_a_label_stops_while_it_is_held():
    with breaks("label_stops_while_held"):
        Label.objects.filter(pk=LabelFactory(status="withdrawn").pk).update(stops_on=TODAY)


def test_an_award_waits_only_for_the_labels_that_it_gives():
    organisation = OrganisationFactory()
    site = SiteFactory(company=CompanyFactory(organisation=organisation))
    file = ApplicationFactory(organisation=organisation)
    ApplicationSiteFactory(application=file, site=site, outcome="granted", level="label", score=80)
    LabelFactory(site=None, organisation=organisation, status="suspended")
    LabelFactory(site=SiteFactory(company=site.company), status="suspended")
    assert nothing_waits(file, SYSTEM, TODAY) is None, "the school of the same organisation, and another site"
    label = LabelFactory(site=site)
    assert nothing_waits(file, SYSTEM, TODAY) is None
    MeasureFactory(label=label)
    assert nothing_waits(file, SYSTEM, TODAY).code == "application.label_waits"
