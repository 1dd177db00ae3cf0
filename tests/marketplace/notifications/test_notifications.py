"""A message is stored at once and mailed through the outbox to whom it concerns today, in their language."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.accounts import actions as accounts
from marketplace.actor import Role
from marketplace.jobs.actions import run
from marketplace.jobs.models import Job, JobState
from marketplace.notifications import actions
from marketplace.notifications.models import Notification
from marketplace.notifications.texts import sentences
from tests.constraints import breaks
from tests.factories.accounts import MembershipFactory, UserFactory, actor_of
from tests.factories.companies import CompanyFactory, hr_of

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def texts(monkeypatch):
    monkeypatch.setitem(sentences, "test.said", _("%(who)s zei iets & meer."))


@pytest.fixture
def hr():
    return hr_of(CompanyFactory())


def tell(hr):
    return actions.tell_role(hr.organisation_id, Role.HR, "test.said", path="/dashboard/", who="Noor")


def do_jobs():
    while waiting := list(Job.objects.filter(state=JobState.WAITING, due_at__lte=timezone.now())):
        for job in waiting:
            run(job.pk)


def test_a_message_to_a_role_is_mailed_to_its_holders_and_stand_ins(hr):
    today, day = timezone.localdate(), timedelta(days=1)
    mentor = MembershipFactory(organisation=hr.organisation, role=Role.MENTOR)
    MembershipFactory(organisation=hr.organisation, ends_on=today - day)
    MembershipFactory(organisation=hr.organisation, starts_on=today + day)
    MembershipFactory(organisation=hr.organisation, user__is_active=False)
    hr_of(CompanyFactory())
    accounts.name_stand_in(membership=hr, user=mentor.user, starts_on=today, ends_on=today, by=actor_of(hr))
    tell(hr)
    do_jobs()
    assert sorted(sent.to[0] for sent in mail.outbox) == sorted([hr.user.email, mentor.user.email])


def test_a_mail_is_plain_and_names_the_page(hr, settings):
    tell(hr)
    do_jobs()
    sent = mail.outbox[0]
    assert sent.subject == "Noor zei iets & meer."
    assert f"{settings.PUBLIC_URL}/dashboard/" in sent.body


def test_the_language_is_that_of_each_person(hr, monkeypatch):
    english = MembershipFactory(organisation=hr.organisation, user__language="en")
    monkeypatch.setitem(sentences, "test.said", _("Nederlands"))  # Django's own catalogue knows this word
    tell(hr)
    do_jobs()
    subjects = {sent.to[0]: sent.subject for sent in mail.outbox}
    assert subjects[hr.user.email] == "Nederlands"
    assert english.user.email in subjects


def test_a_code_without_a_sentence_or_with_a_wrong_parameter_fails_at_once(hr):
    with pytest.raises(KeyError):
        actions.tell_user(hr.user_id, "test.nobody_wrote_this", path="/")
    with pytest.raises(KeyError):
        actions.tell_user(hr.user_id, "test.said", path="/", whom="Noor")
    assert not Notification.objects.exists()


def test_each_code_that_is_used_has_a_sentence():
    used = {code for path in ROOT.glob("[mclps]*/**/*.py") for code in codes_in(path)}
    assert used <= sentences.keys(), used - sentences.keys()


def codes_in(path):
    calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    for call in calls:
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        if name in {"tell_role", "tell_user"}:
            yield from (a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str))


def test_a_mail_server_that_is_away_loses_nothing(hr, monkeypatch):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError("away")

    monkeypatch.setattr("marketplace.mail.tasks.send_mail", refuse)
    tell(hr)
    do_jobs()
    job = Job.objects.get(kind="mail")
    assert (job.state, job.attempts) == (JobState.WAITING, 1)
    assert "away" in job.fault
    monkeypatch.undo()
    Job.objects.update(due_at=timezone.now())
    run(job.pk)
    assert [sent.to for sent in mail.outbox] == [[hr.user.email]]


def test_a_mail_is_given_up_after_five_attempts(hr, monkeypatch):
    monkeypatch.setattr("marketplace.mail.tasks.send_mail", lambda *args: 1 / 0)
    tell(hr)
    for _attempt in range(7):
        Job.objects.update(due_at=timezone.now())
        do_jobs()
    job = Job.objects.get(kind="mail")
    assert (job.state, job.attempts) == (JobState.DEAD, 5)


def test_one_person_down_does_not_mail_the_others_twice(hr, monkeypatch):
    MembershipFactory(organisation=hr.organisation)
    tell(hr)
    run(Job.objects.get(kind="notification_mail").pk)
    monkeypatch.setattr("marketplace.mail.tasks.send_mail", lambda *args: 1 / 0)
    first, second = Job.objects.filter(kind="mail").order_by("pk")
    run(first.pk)
    monkeypatch.undo()
    do_jobs()
    assert [sent.to[0] for sent in mail.outbox] == [second.arguments["to"]] or len(mail.outbox) == 1


def test_a_done_mail_keeps_no_text(hr):
    tell(hr)
    do_jobs()
    assert Job.objects.get(kind="mail").arguments == {}


def test_the_inbox_shows_marks_and_opens(client_of, hr):
    notification = tell(hr)
    client = client_of(hr)
    assert "Noor zei iets" in client.get("/inbox/").content.decode()
    assert client.get("/inbox/").context["unread"] == 1
    assert client.post(f"/inbox/{notification.pk}/open/").headers["Location"] == "/dashboard/"
    assert client.get("/inbox/").context["unread"] == 0


def test_everything_is_marked_read_at_once_but_nothing_foreign(client_of, hr):
    foreign = tell(hr_of(CompanyFactory()))
    tell(hr), tell(hr)
    client = client_of(hr)
    client.post("/inbox/read/")
    assert list(Notification.objects.filter(read_at=None)) == [foreign]
    assert client.post(f"/inbox/{foreign.pk}/open/").status_code == 404


def test_an_empty_inbox_teaches(client_of, hr):
    assert "Nog geen berichten" in client_of(hr).get("/inbox/").content.decode()


def test_an_ended_member_reads_nothing_of_the_role(client_of, hr):
    tell(hr)
    ended = MembershipFactory(organisation=hr.organisation, ends_on=timezone.localdate() - timedelta(days=1))
    assert not Notification.objects.visible_to(actor_of(ended))
    own = actions.tell_user(ended.user_id, "test.said", path="/", who="Noor")
    assert list(Notification.objects.visible_to(actor_of(ended))) == [own]


def test_a_message_to_somebody_else_is_not_seen(hr):
    actions.tell_user(UserFactory().pk, "test.said", path="/", who="Noor")
    assert not Notification.objects.visible_to(actor_of(hr))


def test_breaks_notification_has_recipient():
    with breaks("notification_has_recipient"):
        Notification.objects.create(code="x", path="/", created_at=timezone.now())
