"""Each person chooses per kind: a mail at once, one a day, or none; what is legal or signed is always mailed."""

import pytest
from django.core import mail
from django.utils.translation import gettext_lazy as _

from marketplace.actor import Role
from marketplace.notifications import actions
from marketplace.notifications.kinds import KINDS, kind_of
from marketplace.notifications.models import DigestLine, Notification, Preference
from marketplace.notifications.tasks import send_digests
from marketplace.notifications.texts import sentences
from tests.constraints import breaks
from tests.factories.accounts import MembershipFactory, actor_of
from tests.factories.companies import CompanyFactory, hr_of
from tests.journeys.post import run_jobs

pytestmark = pytest.mark.django_db
PAGE = "/inbox/preferences/"


@pytest.fixture(autouse=True)
def texts(monkeypatch):
    for code in ("offer.test", "agreement.test"):
        monkeypatch.setitem(sentences, code, _("Iets over %(what)s."))


@pytest.fixture
def hr():
    return hr_of(CompanyFactory())


def tell(member, code="offer.test", what="Noor"):
    actions.tell_role(member.organisation_id, Role.HR, code, path="/offers/", what=what)
    run_jobs()


def choose(member, way):
    actions.change_preferences(user=member.user, offer=way)


def subjects():
    return [(sent.to[0], sent.subject) for sent in mail.outbox]


def test_only_the_app(hr):
    choose(hr, "app")
    tell(hr)
    assert send_digests() == 0
    assert mail.outbox == []
    assert Notification.objects.visible_to(actor_of(hr)).count() == 1


def test_one_mail_a_day_with_all_of_them_the_oldest_first(hr, settings):
    colleague = MembershipFactory(organisation=hr.organisation)
    choose(hr, "daily")
    tell(hr, what="de eerste\nBcc: iemand")
    tell(hr, what="de tweede")
    assert {to for to, _subject in subjects()} == {colleague.user.email}
    mail.outbox.clear()
    assert send_digests() == 1
    run_jobs()
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([hr.user.email], "2 berichten van Ik werk mee")
    assert "Iets over de eerste Bcc: iemand." in sent.body
    assert sent.body.index("de eerste") < sent.body.index("de tweede")
    assert f"{settings.PUBLIC_URL}/offers/" in sent.body
    assert send_digests() == 0


def test_somebody_who_left_the_platform_gets_no_daily_mail(hr):
    choose(hr, "daily")
    tell(hr)
    hr.user.is_active = False
    hr.user.save()
    send_digests()
    run_jobs()
    assert (mail.outbox, DigestLine.objects.count()) == ([], 0)


@pytest.mark.parametrize("way", ["daily", "app"])
def test_what_is_signed_is_mailed_whatever_was_chosen(hr, way):
    actions.change_preferences(user=hr.user, **dict.fromkeys(KINDS, way))
    tell(hr, "agreement.test")
    assert subjects() == [(hr.user.email, "Iets over Noor.")]


@pytest.mark.parametrize("word", ["agreement", "case", "fee", "label", "application", "new_and_unknown"])
def test_legal_kinds_cannot_be_turned_down(word):
    assert kind_of(f"{word}.x") is None


def test_a_start_that_is_not_safe_is_always_mailed():
    assert (kind_of("placement.not_ready"), kind_of("placement.agreed")) == (None, "placement")


def test_each_kind_is_one_that_is_sent():
    assert {word for kind in KINDS.values() for word in kind.words} <= {code.partition(".")[0] for code in sentences}


def test_the_page_keeps_the_choice_and_shows_it_again(client_of, hr):
    client = client_of(hr)
    assert "Nieuwe ondernemingen" not in client.get(PAGE).text
    chosen = {"offer": "daily", "match": "app", "placement": "at_once", "capacity": "at_once"}
    page = client.post(PAGE, chosen, follow=True)
    assert "Bewaard. Vanaf nu krijg je je mails zo." in page.text
    assert dict(Preference.objects.values_list("kind", "way")) == chosen
    assert [page.context["form"][kind].initial for kind in chosen] == list(chosen.values())
    client.post(PAGE, chosen | {"offer": "app"})
    assert Preference.objects.get(kind="offer").way == "app"
    assert PAGE in client.get("/accounts/").text


def test_a_choice_that_is_none_gets_a_sentence(client_of, hr):
    page = client_of(hr).post(PAGE, {"offer": "duif", "match": "app", "placement": "app", "capacity": "app"})
    assert (page.status_code, Preference.objects.count()) == (200, 0)
    assert "field__error" in page.text


def test_breaks_preference_one_per_kind(hr):
    choose(hr, "app")
    with breaks("preference_one_per_kind"):
        Preference.objects.create(user=hr.user, kind="offer", way="daily")


def test_breaks_preference_way_known(hr):
    with breaks("preference_way_known"):
        Preference.objects.create(user=hr.user, kind="offer", way="duif")


def test_breaks_digest_line_once(hr):
    choose(hr, "daily")
    tell(hr)
    line = DigestLine.objects.get()
    with breaks("digest_line_once"):
        DigestLine.objects.create(user=line.user, notification=line.notification)
