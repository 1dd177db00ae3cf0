"""Sentences about passwords and logging in are those of the house."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_a_short_and_common_password_is_refused_in_dutch(client):
    page = client.post(reverse("account_signup"), {"email": "a@demo.example", "name": "Ann", "password1": "x"})
    html = page.content.decode()
    assert "Dit wachtwoord is te kort: neem minstens 10 tekens." in html
    assert "Minstens 10 tekens." in html
    assert "characters" not in html


def test_a_wrong_password_is_told_in_the_form_of_je(client):
    page = client.post(reverse("account_login"), {"login": "a@demo.example", "password": "verkeerd-wachtwoord"})
    assert "Dit mailadres of dit wachtwoord klopt niet." in page.content.decode()


def test_a_common_password_is_refused(client):
    page = client.post(reverse("account_signup"), {"email": "a@demo.example", "name": "Ann", "password1": "1234567890"})
    assert "Dit wachtwoord gebruiken veel mensen" in page.content.decode()
