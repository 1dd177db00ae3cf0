"""Signing up, logging in and a lost password, through allauth: verified mail, one answer, limits."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core.cache import cache

from marketplace.accounts.models import User
from marketplace.jobs.models import Job
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "lang-genoeg-42"
SECOND_FACTOR, ASKED = "/accounts/2fa/totp/activate/", "/accounts/2fa/authenticate/"


@pytest.fixture(autouse=True)
def no_limits_left_over():
    cache.clear()


@pytest.fixture
def known():
    user = UserFactory(email="bekend@demo.example", language="en")
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_up(client, email):
    return client.post("/accounts/signup/", {"email": email, "name": "Iemand", "password1": PASSWORD})


def mails():
    return [job.arguments["to"] for job in Job.objects.filter(kind="mail").order_by("pk")]


def test_signing_up_asks_to_verify_and_lets_nobody_in_before(client):
    assert sign_up(client, "nieuw@demo.example").headers["Location"] == "/accounts/confirm-email/"
    assert mails() == ["nieuw@demo.example"]
    assert User.objects.get().name == "Iemand"
    assert client.get("/dashboard/").status_code == 302
    client.post("/accounts/login/", {"login": "nieuw@demo.example", "password": PASSWORD})
    assert client.get("/dashboard/").status_code == 302


def test_a_mail_to_a_second_address_speaks_of_no_new_account(client, known):
    sign_up(client, "nieuw@demo.example")
    client.force_login(known, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post("/accounts/email/", {"action_add": "", "email": "tweede@demo.example"})
    first, second = (job.arguments["body"] for job in Job.objects.filter(kind="mail").order_by("pk"))
    assert "Je maakte een account" in first
    assert "You made an account" not in second
    assert "/accounts/confirm-email/" in second


def test_signing_up_answers_the_same_for_a_known_address(client, known):
    answers = [sign_up(client, email) for email in ("nieuw@demo.example", known.email)]
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {
        (302, "/accounts/confirm-email/")
    }
    assert User.objects.count() == 2


def test_a_lost_password_answers_the_same_for_an_unknown_address(client, known):
    emails = (known.email, "niemand@demo.example")
    answers = [client.post("/accounts/password/reset/", {"email": email}) for email in emails]
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {
        (302, "/accounts/password/reset/done/")
    }


def test_logging_in_brings_back_the_language(client, known):
    client.post("/accounts/login/", {"login": known.email, "password": PASSWORD})
    assert client.get("/dashboard/").headers["Content-Language"] == "en"


def test_guessing_passwords_is_limited(client, known):
    for _ in range(12):
        page = client.post("/accounts/login/", {"login": known.email, "password": "fout"})
    page = client.post("/accounts/login/", {"login": known.email, "password": PASSWORD})
    assert page.status_code in {200, 429}
    assert client.get("/dashboard/").status_code == 302


def test_who_chose_a_second_factor_logs_in_with_its_code_only(client, known, time_machine):
    time_machine.move_to("2026-11-21 10:00 +0100", tick=False)
    client.post("/accounts/login/", {"login": known.email, "password": PASSWORD})
    again = client.get(SECOND_FACTOR).headers["Location"]  # who has the password of now only
    assert client.post(again, {"password": PASSWORD}).headers["Location"] == SECOND_FACTOR
    assert client.get(SECOND_FACTOR).status_code == 200
    secret = client.session["mfa.totp.secret"]
    assert client.post(SECOND_FACTOR, {"code": code_of(secret)}).status_code == 302
    client.post("/accounts/logout/")
    time_machine.shift(60)  # a code works once
    asked = client.post("/accounts/login/", {"login": known.email, "password": PASSWORD})
    assert asked.headers["Location"] == ASKED
    assert client.get("/dashboard/").status_code == 302
    assert "field__error" in client.post(ASKED, {"code": "000000"}).text
    assert client.get("/dashboard/").status_code == 302
    assert client.post(ASKED, {"code": code_of(secret)}).status_code == 302
    assert client.get("/dashboard/").status_code == 200


def code_of(secret):
    """What the person's telephone shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_every_mail_about_an_account_is_plain_and_speaks_of_the_platform(client, known):
    """The first thing that a new user reads of us is one of these."""
    for email in ("nieuw@demo.example", known.email):
        sign_up(client, email)
    for email in ("niemand@demo.example", known.email):
        client.post("/accounts/password/reset/", {"email": email})
    told = [job.arguments for job in Job.objects.filter(kind="mail").order_by("pk")]
    assert [mail["subject"] for mail in told] == [
        "Bevestig je mailadres",
        "Je hebt al een account",
        "Er is nog geen account met dit mailadres",
        "Kies een nieuw wachtwoord",
    ]
    for mail in told:
        assert mail["body"].startswith("Dag,")
        assert mail["body"].endswith(f"Ik werk mee aan de toekomst van A\n{settings.PUBLIC_URL}")
        assert len(re.findall(r"http://testserver/accounts/\S+", mail["body"])) == 1
        assert "\n\n\n" not in mail["body"]


def test_the_pages_about_an_account_speak_as_the_rest_does(client, known):
    """What the library says of itself (authenticate, verify, primary) stands on none of them."""
    known.language = "nl"
    known.save()
    client.post("/accounts/login/", {"login": known.email, "password": PASSWORD})
    again = client.get(SECOND_FACTOR).headers["Location"]
    pages = [client.get(path) for path in (again, "/accounts/email/", "/accounts/password/change/")]
    client.post(again, {"password": PASSWORD})
    pages.append(client.get(SECOND_FACTOR))
    for page, words in zip(
        pages, ("Ben jij het?", "in gebruik", "Bewaar mijn wachtwoord", "Scan deze QR"), strict=True
    ):
        assert page.status_code == 200
        assert words in page.text
        assert not re.search(r"uthenticator|uthenticeer|Geverifieerd|Primair", page.text)


def test_another_address_is_added_confirmed_and_used(client, known):
    known.language = "nl"
    known.save()
    client.post("/accounts/login/", {"login": known.email, "password": PASSWORD})
    again = client.post("/accounts/email/", {"action_add": "", "email": "nieuw@demo.example"}, follow=True)
    if "Ben jij het?" in again.text:
        client.post(again.request["PATH_INFO"] + "?next=/accounts/email/", {"password": PASSWORD})
        client.post("/accounts/email/", {"action_add": "", "email": "nieuw@demo.example"})
    page = client.get("/accounts/email/").text
    assert "nog niet bevestigd" in page
    assert "Gebruik dit adres voortaan" in page
    assert mails() == ["nieuw@demo.example"]
