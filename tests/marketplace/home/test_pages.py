"""The frame on real pages: public ones, the dashboard, and those that say no."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views.defaults import permission_denied, server_error

from marketplace.accounts.models import JoinRequest
from marketplace.actor import Role
from marketplace.notifications.models import Notification
from marketplace.reference.data import load_figures
from marketplace.reference.models import Figure
from marketplace.web import panels
from marketplace.web.middleware import RefusedMiddleware
from marketplace.workflow import Refusal, Refused
from tests.factories.accounts import MembershipFactory, UserFactory, city_member
from tests.factories.companies import CompanyFactory

pytestmark = pytest.mark.django_db
PUBLIC = ["home", "accessibility", "privacy", "account_login", "account_signup", "account_reset_password"]


@pytest.fixture
def own_hooks(monkeypatch):
    """A dashboard with nothing hung on it yet."""
    monkeypatch.setattr(panels, "panels", [])
    monkeypatch.setattr(panels, "links", [])
    for name in ("sources", "coming", "tallies", "steps"):
        monkeypatch.setattr(panels, name, [])


@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages_wear_the_frame(client, name):
    html = client.get(reverse(name)).content.decode()
    assert html.count("<h1") == 1
    assert '<html lang="nl">' in html
    assert '<a class="skip" href="#content">' in html
    assert 'id="content"' in html
    assert reverse("accessibility") in html
    assert re.search(r"<title>[^·<]+ · Ik werk mee aan de toekomst van A</title>", html)


def test_public_pages_cost_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(reverse("home"))


def test_the_home_page_is_light(client):
    """Page and stylesheets together stay under 60 kB, before compression and without any script."""
    html = client.get(reverse("home")).content.decode()
    sheets = re.findall(r'href="/static/(web/[a-z]+\.css)"', html)
    total = len(html.encode()) + sum(Path(finders.find(sheet)).stat().st_size for sheet in sheets)
    assert len(sheets) == 7
    assert total < 60_000
    assert "<script" not in html


def test_the_icon_is_found_where_browsers_ask_it(client):
    """Beside a PDF, which names no icon."""
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer.url) == (302, static("web/icon.svg"))


def test_english_for_who_asks_for_it(client):
    response = client.post(reverse("language-switch"), {"language": "en", "next": "/privacy/"}, follow=True)
    assert '<html lang="en">' in response.content.decode()
    assert response.redirect_chain == [("/privacy/", 302)]


def test_the_dashboard_says_what_waits_first(client_of, own_hooks):
    @panels.add_waiting(Role.HR)
    def offers(actor, on):
        late = panels.Waiting("Antwoord", "Leerling voor bakker", "/offers/1/", date(2020, 1, 6), "sinds vrijdag")
        return [panels.Waiting("Teken", "Overeenkomst", "/agreements/1/"), late]

    @panels.add_waiting(Role.COORDINATOR)
    def students(actor, on):
        return [panels.Waiting("Zoek", "Klas 5", "/requests/")]

    html = client_of(MembershipFactory(role=Role.HR)).get(reverse("dashboard")).content.decode()
    assert html.index("Antwoord") < html.index("Teken")
    assert "te laat sinds ma 6 jan 2020" in html
    assert "Klas 5" not in html
    assert html.count("button--primary") == 1


def test_an_empty_dashboard_teaches(client_of, own_hooks):
    html = client_of(MembershipFactory()).get(reverse("dashboard")).content.decode()
    assert "Niets wacht op jou." in html


def test_who_has_an_account_and_no_organisation_reads_where_to_begin(client):
    client.force_login(UserFactory())
    html = client.get(reverse("dashboard")).content.decode()
    assert "Je hoort nog bij geen organisatie." in html
    assert "Niets wacht op jou." not in html
    assert f'button--primary" href="{reverse("company-register")}">Registreer je onderneming' in html


def test_who_asked_to_be_let_in_reads_that_a_colleague_decides(client):
    user, organisation = UserFactory(), CompanyFactory().organisation
    JoinRequest.objects.create(user=user, organisation=organisation, role=Role.HR)
    client.force_login(user)
    html = client.get(reverse("dashboard")).content.decode()
    assert f"Je vroeg toegang bij {organisation.name}." in html
    assert "Je hoort nog bij geen organisatie." not in html


def test_who_works_somewhere_is_not_asked_to_register(client_of):
    html = client_of(MembershipFactory(role=Role.HR)).get(reverse("dashboard")).content.decode()
    assert "Registreer je onderneming" not in html


def test_a_line_that_stands_for_many_is_counted_as_many(client_of, own_hooks):
    @panels.add_waiting(Role.HR)
    def rest(actor, on):
        return [panels.Waiting("Zoek", "Klas 5", "/requests/"), panels.Waiting("Toon", "De rest", "/", count=11)]

    html = client_of(MembershipFactory(role=Role.HR)).get(reverse("dashboard")).content.decode()
    assert '<span class="count">12</span>' in html


def test_what_comes_soon_stands_before_the_numbers(client_of, own_hooks):
    @panels.add_coming(Role.HR)
    def soon(actor, on):
        return [panels.Coming(date(2026, 12, day), f"Dag {day}", "/placements/1/") for day in (14, 7)]

    @panels.add_tallies(Role.HR)
    def numbers(actor, on):
        return [panels.Tally(7, "vrije plaatsen", "/capacity/")]

    html = client_of(MembershipFactory(role=Role.HR)).get(reverse("dashboard")).content.decode()
    assert (
        html.index("Wacht op jou")
        < html.index("ma 7 dec 2026")
        < html.index("ma 14 dec 2026")
        < html.index("In cijfers")
    )


def test_where_nothing_waits_the_first_thing_to_begin_with_is_the_button(client_of, own_hooks):
    panels.add_step("Bied plaatsen aan", "privacy", Role.HR)
    html = client_of(MembershipFactory(role=Role.HR)).get(reverse("dashboard")).content.decode()
    assert html.count("button--primary") == 1
    assert html.index("Niets wacht op jou.") < html.index("Bied plaatsen aan")


def test_a_panel_is_rendered_with_its_own_context(client_of, own_hooks):
    panels.add_panel("figures", Role.HR, template="web/tags/meter.html", context=lambda actor, on: FIGURE)
    html = client_of(MembershipFactory(role=Role.HR)).get(reverse("dashboard")).content.decode()
    assert '<span class="meter__value">7 van 9</span>' in html


FIGURE = {"label": "Plaatsen", "width": "50%", "shown": "7 van 9"}


@pytest.mark.parametrize(("places", "side"), [(5, False), (6, True)])
def test_more_than_five_places_to_go_stand_in_a_side_list(client_of, own_hooks, places, side):
    for number in range(places):
        panels.add_link(f"Plek {number}", "privacy", Role.HR, rank=number)
    html = client_of(MembershipFactory(role=Role.HR)).get(reverse("dashboard")).content.decode()
    assert ("menu--side" in html) is side
    assert ("menu--top" in html) is not side
    assert 'aria-current="page"' in html


def test_unread_messages_are_counted_in_the_frame(client_of):
    member = MembershipFactory(role=Role.HR)
    Notification.objects.create(user=member.user, code="offer.sent", path="/", created_at="2026-11-21T10:00Z")
    html = client_of(member).get(reverse("dashboard")).content.decode()
    assert re.search(r'class="count">1<span class="visually-hidden"> ongelezen', html)


def test_a_person_with_two_organisations_can_switch(client_of):
    member = MembershipFactory()
    assert 'name="organisation"' not in client_of(member).get(reverse("dashboard")).content.decode()
    other = MembershipFactory(user=member.user)
    html = client_of(member).get(reverse("dashboard")).content.decode()
    assert f'name="organisation" value="{other.organisation_id}"' in html
    assert f'value="{member.organisation_id}" aria-current="true"' in html


def test_anonymous_people_are_asked_to_log_in(client):
    assert client.get(reverse("dashboard")).url == "/accounts/login/?next=/dashboard/"


@pytest.mark.parametrize("name", ["mfa_index", "account_email", "account_change_password", "account_logout"])
def test_account_pages_of_the_library_wear_the_frame(client_of, name):
    html = client_of(MembershipFactory()).get(reverse(name)).content.decode()
    assert '<h1 class="page-title">' in html
    assert 'class="topbar"' in html


def test_an_unknown_address(client):
    response = client.get("/nergens/")
    assert response.status_code == 404
    assert "We vinden deze pagina niet" in response.content.decode()


def test_a_page_of_another_role_answers_403_in_the_frame(client_of):
    request = client_of(MembershipFactory()).get(reverse("dashboard")).wsgi_request
    response = permission_denied(request, Exception())
    assert response.status_code == 403
    assert "niet voor jouw rol" in response.content.decode()


def test_a_form_that_stood_open_too_long_is_told_so():
    response = Client(enforce_csrf_checks=True).post(reverse("language-switch"), {"language": "en"})
    assert response.status_code == 403
    assert "De pagina stond te lang open" in response.content.decode()


def test_the_page_of_a_fault_needs_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Er ging iets mis bij ons" in response.content.decode()


def test_a_refused_step_answers_409_with_its_sentence_and_the_way_back(client):
    request = client.get(reverse("home")).wsgi_request
    request.META["HTTP_REFERER"] = "http://testserver/offers/3/"
    refused = Refused(Refusal("offer.full", "De laatste plaats is net weg."))
    response = RefusedMiddleware(lambda request: None).process_exception(request, refused)
    assert response.status_code == 409
    assert "De laatste plaats is net weg." in response.content.decode()
    assert 'href="http://testserver/offers/3/"' in response.content.decode()


def test_other_faults_go_on():
    assert RefusedMiddleware(lambda request: None).process_exception(RequestFactory().get("/"), ValueError()) is None


def test_health_tells_city_staff_what_is_left_to_do(client_of, client):
    assert client.get(reverse("health-live")).json() == {"live": True}
    assert client.get(reverse("health-ready")).json() == {"ready": True}
    staff = client_of(city_member(Role.ADMINISTRATOR))
    assert staff.get(reverse("health-ready")).json() == {"ready": True, "backlog": 0, "oldest_seconds": 0}


def test_a_newer_version_is_not_ready_before_its_figures_are_loaded(db, client):
    Figure.objects.filter(code="split_target").delete()
    answer = client.get(reverse("health-ready"))
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "missing_figures": ["split_target"]})
    load_figures()
    assert client.get(reverse("health-ready")).status_code == 200
