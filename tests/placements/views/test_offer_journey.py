"""From offer to agreed placement over HTTP, in all roles, with words that only some may see."""

import re
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from marketplace.actor import Role
from marketplace.audit.models import AuditEvent
from marketplace.jobs.models import Job
from marketplace.notifications.actions import mail_out
from marketplace.notifications.models import Notification
from placements.actions.link import issue_links
from placements.actions.placement import stop
from placements.models import Offer, PersonalLink, Placement
from schools.models import Coach, School
from tests.factories.accounts import MembershipFactory, actor_of
from tests.factories.offers import make_market
from tests.factories.schools import CompetenceFactory, RepresentativeFactory
from tests.links import link_of, opened, unlock

pytestmark = pytest.mark.django_db
FIRST, LAST, NUMBER, POSTCODE, PARENT = "Zonnekind", "Papaverveld", "CANARY-77", "2018", "Moederkanarie"
PARENT_MAIL, OTHER_MAIL = "moeder-kanarie@demo.example", "vader-kanarie@demo.example"
PERSONAL = (FIRST, LAST, NUMBER, PARENT, PARENT_MAIL, OTHER_MAIL, "2009", "kanarie-leerling@demo.example")


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


def login(membership):
    client = Client()
    client.force_login(membership.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text(response):
    return response.content.decode()


def mails():
    """Every mail that would go out now, and what is queued for it."""
    for notification in Notification.objects.all():
        mail_out(notification)
    return " ".join(str(job.arguments) for job in Job.objects.all())


def audit():
    return " ".join(f"{event.verb} {event.data}" for event in AuditEvent.objects.all())


@pytest.fixture
def request_row(market):
    student = {
        "first_name": FIRST,
        "last_name": LAST,
        "number": NUMBER,
        "email": "kanarie-leerling@demo.example",
        "languages": ["nl", "ar"],
        "needs": ["quiet_place"],
    }
    row = market.request(student=student)
    row.competences.add(CompetenceFactory(programme=market.programme, text_nl="laadt een vrachtwagen"))
    RepresentativeFactory(student=row.student, name=PARENT, email=PARENT_MAIL, language="ar")
    RepresentativeFactory(student=row.student, name="Vader", email=OTHER_MAIL)
    return row


def test_from_offer_to_agreed(market, request_row):
    coordinator, hr, coach = login(market.coordinator_member), login(market.hr_member), login(market.coach_member)
    mentor = market.mentor()
    capacity = market.capacity(languages=["nl"], supports=["quiet_place"])

    page = coordinator.get(f"/requests/{request_row.pk}/offers/send/?capacity={capacity.pk}")
    assert page.status_code == 200
    assert LAST in text(page)
    sent = coordinator.post(
        f"/requests/{request_row.pk}/offers/send/", {"capacities": [capacity.pk], "student_told_on": "2026-11-20"}
    )
    assert sent.status_code == 302
    assert market.site.name in text(coordinator.get(f"/requests/{request_row.pk}/offers/"))
    offer = Offer.objects.get()

    # HR sees the need, and nothing that tells who it is
    before = [
        text(hr.get(url)) for url in ("/offers/", f"/offers/{offer.pk}/", "/dashboard/", "/inbox/", "/placements/")
    ]
    assert "laadt een vrachtwagen" in before[1]
    assert "minder dan 5 km van de vestiging" in before[1]
    assert "Nederlands" in before[1]
    for word in (*PERSONAL, POSTCODE, market.school.organisation.name, "rustige plek", "Arabisch"):
        assert not [page for page in before if word in page], word
    for word in PERSONAL[:6]:
        assert word not in mails() + audit() + str(list(Notification.objects.values_list("parameters", flat=True)))

    # a question and its answer
    assert hr.post(f"/offers/{offer.pk}/message/", {"text": "Heeft de leerling een fiets?"}).status_code == 302
    named = coordinator.post(f"/offers/{offer.pk}/message/", {"text": f"{FIRST} heeft een fiets."})
    assert named.status_code == 409
    assert "Noem nog geen naam" in text(named)
    assert FIRST in text(named)  # nothing typed is lost
    assert coordinator.post(f"/offers/{offer.pk}/message/", {"text": "Ja, een fiets."}).status_code == 302
    assert "Ja, een fiets." in text(hr.get(f"/offers/{offer.pk}/"))

    # a no needs its reason; then the yes, with a meeting first
    assert "Kies waarom niet" in text(hr.post(f"/offers/{offer.pk}/decline/", {}))
    yes = hr.post(f"/offers/{offer.pk}/accept/", {"wants_meeting": "True", "mentor": mentor.pk})
    placement = Placement.objects.get()
    assert yes.headers["Location"] == f"/placements/{placement.pk}/"
    page = text(hr.get(f"/placements/{placement.pk}/"))
    assert f"{FIRST} {LAST}" in page
    assert "rustige plek" in page
    for word in (PARENT, PARENT_MAIL, OTHER_MAIL, NUMBER, "2009", "kanarie-leerling"):
        assert word not in page
    again = hr.post(f"/offers/{offer.pk}/accept/", {"wants_meeting": ""})
    assert again.status_code == 409
    assert "al beantwoord" in text(again)

    # the meeting
    assert "Kennismaking" in text(coach.get("/dashboard/"))
    planned = coach.post(f"/placements/{placement.pk}/meeting/", {"at": "2026-11-25T14:00", "where": "aan de balie"})
    assert planned.status_code == 302
    assert hr.post(f"/placements/{placement.pk}/meeting/result/", {"went_well": "yes"}).status_code == 302

    # personal links
    shown = text(coach.post(f"/placements/{placement.pk}/links/"))
    urls = re.findall(r"/link/([\w-]{43})/", shown)
    assert len(urls) == 3
    student_link, mother_link, father_link = urls
    anonymous = Client()
    assert FIRST not in text(anonymous.get(f"/link/{mother_link}/"))
    for each in urls:
        unlock(anonymous, each, market.coach_actor)
    page = anonymous.get(f"/link/{mother_link}/")
    body = text(page)
    assert page.status_code == 200
    assert "Dit stopt de school niet." in body
    assert 'dir="rtl"' in body
    assert "\u2068" in body  # names and numbers keep their own direction
    assert "vertaling (Arabisch)" in body
    assert "+32\u00a03\u00a0555\u00a001\u00a001" in body
    assert OTHER_MAIL not in body
    placement.refresh_from_db()
    assert placement.representative_yes_at is None  # reading changes nothing
    assert anonymous.post(f"/link/{mother_link}/question/", {"text": "Hoe laat begint het?"}).status_code == 302
    assert "Hoe laat begint het?" in text(coach.get(f"/placements/{placement.pk}/"))
    assert "Hoe laat begint het?" not in text(hr.get(f"/placements/{placement.pk}/"))
    assert anonymous.post(f"/link/{mother_link}/yes/").status_code == 302
    used = anonymous.post(f"/link/{father_link}/yes/")
    assert used.status_code == 409
    assert "er is ja gezegd" in text(used)
    assert anonymous.post(f"/link/{student_link}/yes/").status_code == 302
    placement.refresh_from_db()
    assert placement.status == "agreed"
    assert (placement.student_yes_way, placement.representative_yes_way) == ("link", "link")
    assert "Trajectbegeleider en onderneming maken de overeenkomst klaar" in text(
        hr.get(f"/placements/{placement.pk}/")
    )
    assert not re.search("|".join(PERSONAL[:6]), audit())


class TestLink:
    @pytest.fixture
    def token(self, market, request_row):
        placement = market.placement(
            market.offer(market.capacity(mentors_later=1, supports=["quiet_place"]), request_row)
        )
        shown = text(login(market.coach_member).post(f"/placements/{placement.pk}/links/"))
        return re.findall(r"/link/([\w-]{43})/", shown)[1]

    def test_only_the_hash_is_kept(self, token):
        assert token not in " ".join(PersonalLink.objects.values_list("token_hash", flat=True))

    def test_unknown(self, client):
        page = client.get("/link/nietvanons/")
        assert page.status_code == 404
        assert "Deze link klopt niet" in text(page)

    def test_expired(self, client, token, market):
        with time_machine.travel("2027-01-10 09:00 +0100", tick=False):
            for page in (client.get(f"/link/{token}/"), client.post(f"/link/{token}/yes/")):
                assert page.status_code == 410
                assert f"Bel {market.coach.name} op +32 3 555 01 01." in text(page)

    def test_a_coach_without_a_telephone_has_the_school_called(self, client, token, market):
        unlock(client, token, market.coach_actor)
        Coach.objects.update(phone="")
        School.objects.update(phone="+3232020202")
        page = text(client.get(f"/link/{token}/"))
        assert "+32\u00a03\u00a0202\u00a002\u00a002" in page

    def test_replaced(self, client, token, market):
        login(market.coach_member).post(f"/placements/{Placement.objects.get().pk}/links/")
        assert client.get(f"/link/{token}/").status_code == 410

    def test_forwarded_to_somebody_with_an_account(self, token, market):
        page = login(market.hr_member).post(f"/link/{token}/yes/")
        assert page.status_code == 403
        assert "Deze link is persoonlijk" in text(page)

    def test_no_gives_the_seat_back(self, client, token, request_row, market):
        unlock(client, token, market.coach_actor)
        refused = client.post(f"/link/{token}/no/", {"text": "te ver"})
        assert refused.status_code == 409
        assert "te ver" in text(refused)
        assert client.post(f"/link/{token}/no/", {"reason": "PUPIL_STOPS", "text": "te ver"}).status_code == 302
        placement = Placement.objects.select_related("capacity").get()
        request_row.refresh_from_db()
        assert (placement.status, placement.capacity.taken, request_row.status) == ("stopped", 0, "open")
        assert client.post(f"/link/{token}/yes/").status_code == 409
        assert client.get(f"/link/{token}/").status_code == 200

    @pytest.mark.parametrize("language", ["en", "fr", "tr", "ar"])
    def test_help_in_the_parents_language(self, client, token, language, market):
        unlock(client, token, market.coach_actor)
        link = PersonalLink.objects.exclude(representative=None).first()
        type(link.representative).objects.filter(pk=link.representative_id).update(language=language)
        assert f'lang="{language}"' in text(client.get(f"/link/{token}/"))


def test_a_student_with_an_account_says_yes(market):
    member = MembershipFactory(organisation=market.school.organisation, role=Role.STUDENT)
    request = market.request(student={"user": member.user, "born_on": date(2005, 1, 1)})
    placement = market.placement(market.offer(request=request))
    client = login(member)
    assert actor_of(member).student_id == request.student_id
    assert market.company.organisation.name in text(client.get("/dashboard/"))
    assert "Ja, ik ga akkoord" in text(client.get(f"/placements/{placement.pk}/"))
    asked = text(client.post(f"/placements/{placement.pk}/question/", {"text": ""}))
    assert re.search(r"<details open>\s*<summary>Ik heb een vraag", asked)
    assert client.post(f"/placements/{placement.pk}/yes/").status_code == 302
    placement.refresh_from_db()
    assert (placement.status, placement.student_yes_way) == ("agreed", "account")


def test_a_student_is_offered_places_as_long_as_there_is_none(market):
    member = MembershipFactory(organisation=market.school.organisation, role=Role.STUDENT)
    request = market.request(student={"user": member.user, "born_on": date(2005, 1, 1)})
    client = login(member)
    assert "Kijk welke plaatsen er zijn" in text(client.get("/dashboard/"))
    placement = market.placement(market.offer(request=request))
    assert "Kijk welke plaatsen er zijn" not in text(client.get("/dashboard/"))
    stop(placement=placement, by=market.hr, reason="MUTUAL")
    assert "Kijk welke plaatsen er zijn" in text(client.get("/dashboard/"))


@pytest.mark.parametrize(
    ("form", "title", "found"),
    [
        ("VISIT", "Een bedrijfsbezoek", "Er is een bedrijf gevonden om te bezoeken."),
        ("OBSERVE", "Een kijkstage", "Er is een bedrijf gevonden om in mee te kijken."),
        ("OAO", "Een werkplek", "Er is een werkplek gevonden."),
    ],
)
def test_a_link_says_what_it_is_about(market, form, title, found):
    request = market.request(student={"email": "sam@demo.example"}, form=form)
    offer = market.offer(capacity=market.capacity(forms=[form], mentors_later=9), request=request)
    issue_links(placement=market.placement(offer), by=market.coach_actor)
    mail = Job.objects.filter(kind="mail", arguments__to="sam@demo.example").latest("pk").arguments
    assert (mail["subject"], mail["body"].splitlines()[0]) == (
        f"{title}: zeg of je akkoord gaat",
        f"{found} Lees wat {'ze' if form == 'OAO' else 'het'} inhoudt en zeg of je akkoord gaat.",
    )
    page = text(opened(link_of("sam@demo.example"), "sam@demo.example").get(link_of("sam@demo.example")))
    assert f"<title>{title}" in page


def test_a_mentor_sees_own_students_only(market):
    member = MembershipFactory(organisation=market.company.organisation, role=Role.MENTOR)
    placement = market.placement(mentor=market.mentor(user=member.user))
    other = market.placement()
    client = login(member)
    assert str(placement.student) in text(client.get("/dashboard/"))
    assert client.get(f"/placements/{placement.pk}/").status_code == 200
    assert client.get(f"/placements/{other.pk}/").status_code == 404
    with time_machine.travel("2027-08-15 09:00 +0200", tick=False):
        assert login(member).get(f"/placements/{placement.pk}/").status_code == 404


def test_another_company_or_school_finds_nothing(market):
    offer, other = market.offer(), make_market()
    placement = market.placement(offer)
    for member in (other.hr_member, other.coordinator_member, other.coach_member):
        client = login(member)
        assert client.get(f"/offers/{offer.pk}/").status_code == 404
        assert client.get(f"/placements/{placement.pk}/").status_code == 404


def test_pages_are_empty_before_anything_happened(market):
    for member in (market.hr_member, market.coordinator_member, market.coach_member):
        client = login(member)
        for url in ("/offers/", "/placements/"):
            assert client.get(url).status_code == 200


@pytest.mark.parametrize("url", ["/offers/", "/placements/"])
def test_a_list_asks_the_database_as_often_for_many_rows_as_for_few(market, url):
    def queries(client):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    clients = [login(member) for member in (market.hr_member, market.coordinator_member)]
    market.placement()
    few = [queries(client) for client in clients]
    for _row in range(3):
        market.placement()
    assert [queries(client) for client in clients] == few
    assert max(few) <= 15
