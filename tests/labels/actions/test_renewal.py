"""A file to renew opens in time, its holder is reminded, and a label outlives its last day while the city is late."""

from datetime import date

import pytest
import time_machine
from django.utils import timezone

from labels.actions import application as files
from labels.actions.award import award
from labels.actions.label import expire_labels
from labels.actions.renewal import open_renewals, remind
from labels.models import Answer, Application, Criterion, Label
from labels.rules.label import is_over
from marketplace.actor import SYSTEM, Role
from marketplace.notifications.models import Notification
from tests.constraints import breaks
from tests.factories.accounts import actor_of, city_member, commit_to
from tests.factories.companies import SiteFactory, hr_of
from tests.factories.label_files import AnswerFactory, CriterionFactory, DecisionFactory
from tests.factories.labels import LabelFactory

pytestmark = pytest.mark.django_db
END = date(2027, 5, 20)
OPENS, IN_TIME, TOO_LATE, AFTER = "2026-11-20", "2027-03-21", "2027-03-22", "2027-05-21"


@pytest.fixture
def clock():
    with time_machine.travel(f"{OPENS}T10:00:00+01:00", tick=False) as clock:
        yield clock


def go_to(clock, day):
    clock.move_to(f"{day}T10:00:00+01:00")


@pytest.fixture
def labels(clock):
    """Two sites of one company, audited together, with one answer for the whole company and one for a site."""
    site = SiteFactory(establishment_number="2147812701")
    commit_to(site.company.organisation)
    first = LabelFactory(site=site, level="label", ends_on=END)
    file = first.application_site.application
    everywhere, here = (
        CriterionFactory(scheme=file.scheme, scope="holder"),
        CriterionFactory(scheme=file.scheme, scope="site"),
    )
    said = {"score": 2, "note": "Zo doen we het.", "answered_by": file.started_by, "answered_at": timezone.now()}
    AnswerFactory(application=file, criterion=everywhere, **said)
    AnswerFactory(application=file, criterion=here, application_site=first.application_site, **said)
    second = SiteFactory(company=site.company, establishment_number="2147812897")
    return [first, LabelFactory(site=second, level="label", ends_on=END)]


@pytest.fixture
def hr(labels):
    return actor_of(hr_of(labels[0].site.company))


def answered(file, by):
    for row in file.answers.filter(score=None):
        files.answer(answer=row, score=2, by=by)
    return file


def filed(file, by):
    return files.submit(application=answered(file, by), by=by)


def statuses():
    expire_labels()
    return set(Label.objects.values_list("status", flat=True))


def test_one_file_opens_six_months_before_the_end_with_what_holds_for_the_whole_company(labels, clock):
    go_to(clock, "2026-11-19")
    assert open_renewals() == 0
    go_to(clock, OPENS)
    assert (open_renewals(), open_renewals()) == (1, 0)
    file = Application.objects.get(status="draft")
    assert (file.is_renewal, file.started_by) == (True, None)
    assert set(file.sites.values_list("site", flat=True)) == {label.site_id for label in labels}
    copied = file.answers.get(application_site=None)
    assert (copied.score, copied.note) == (2, "Zo doen we het.")
    assert set(file.answers.exclude(application_site=None).values_list("score", flat=True)) == {None}
    assert Notification.objects.filter(code="renewal.opened", organisation=file.organisation).exists()


def test_a_file_that_was_taken_back_is_not_opened_again(labels, hr):
    open_renewals()
    files.withdraw(application=Application.objects.get(status="draft"), by=hr)
    assert open_renewals() == 0


def test_reminders_come_once_a_mark_and_not_after_filing(labels, clock, hr):
    told = []
    for day in ("2027-01-19", "2027-01-20", "2027-01-21", "2027-02-19", "2027-03-15", "2027-03-16"):
        go_to(clock, day)
        told.append(remind())
    assert told == [0, 2, 0, 2, 2, 0]
    filed(files.start(holder="company", sites=[label.site for label in labels], by=hr), hr)
    Label.objects.update(renewal_reminders=0)
    assert remind() == 0


@pytest.mark.parametrize(("day", "after"), [(IN_TIME, "active"), (TOO_LATE, "expired")])
def test_filed_sixty_days_before_the_end_it_stays_while_the_city_is_late(labels, clock, hr, day, after):
    go_to(clock, day)
    filed(files.start(holder="company", sites=[label.site for label in labels], by=hr), hr)
    go_to(clock, AFTER)
    assert statuses() == {after}
    assert Label.objects.valid_on(date(2027, 5, 21)).count() == (2 if after == "active" else 0)


def test_it_does_not_stay_while_the_city_waits_for_the_holder(labels, clock, hr):
    go_to(clock, IN_TIME)
    file = filed(files.start(holder="company", sites=[label.site for label in labels], by=hr), hr)
    officer = actor_of(city_member(Role.LABEL_OFFICER))
    file = files.ask(application=file, missing="Het attest.", by=officer)
    go_to(clock, AFTER)
    assert not Label.objects.valid_on(date(2027, 5, 21)).exists()
    files.submit(application=file, by=hr)
    assert Label.objects.valid_on(date(2027, 5, 21)).count() == 2, "it was filed in time the first time"
    assert statuses() == {"active"}
    files.withdraw(application=file, by=hr)
    assert statuses() == {"expired"}


def test_a_provisional_label_stays_for_a_file_handed_in_before_its_end(clock):
    label = LabelFactory(site=SiteFactory(establishment_number="2147812701"), ends_on=END)
    commit_to(label.organisation)
    by = actor_of(hr_of(label.site.company))
    go_to(clock, "2027-05-20")
    filed(files.start(holder="company", sites=[label.site], by=by), by)
    go_to(clock, AFTER)
    assert statuses() == {"active"}


def test_expiry_is_refused_while_the_city_is_late(labels, clock):
    labels[0].waits_for_city = True
    go_to(clock, AFTER)
    refusal = is_over(labels[0], SYSTEM, date(2027, 5, 21))
    assert refusal.code == "label.still_running"
    assert is_over(labels[1], SYSTEM, date(2027, 5, 21)) is None


def test_the_award_replaces_what_was_kept(labels, clock, hr):
    go_to(clock, IN_TIME)
    file = filed(files.start(holder="company", sites=[label.site for label in labels], by=hr), hr)
    go_to(clock, AFTER)
    for place in file.sites.all():
        place.outcome, place.level, place.score = "granted", "label", 80
        place.save()
        DecisionFactory(application_site=place)
    at = timezone.now()
    body = {"body_decided_on": at.date(), "body_reference": "2027_CBS_1"}
    Application.objects.filter(pk=file.pk).update(
        status="granted", passed_at=at, completed_at=at, decided_at=at, **body
    )
    award(application=file, by=actor_of(city_member(Role.LABEL_OFFICER)))
    assert (
        sorted(Label.objects.values_list("status", "waits_for_city"))
        == [("active", False)] * 2 + [("replaced", False)] * 2
    )


def test_label_waits_only_while_held(labels):
    Label.objects.filter(pk=labels[0].pk).update(waits_for_city=True)
    with breaks("label_waits_only_while_held"):
        Label.objects.filter(pk=labels[0].pk).update(status="expired")


def test_a_criterion_that_became_stricter_is_asked_anew(labels):
    row = Answer.objects.filter(application_site=None).get()
    Answer.objects.filter(pk=row.pk).update(score=None, not_applicable_reason="Geen machines.")
    Criterion.objects.filter(pk=row.criterion_id).update(may_not_apply=False)
    open_renewals()
    copied = Answer.objects.get(application__status="draft", application_site=None)
    assert (copied.score, copied.not_applicable_reason) == (None, "")
