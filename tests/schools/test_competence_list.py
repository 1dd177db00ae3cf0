"""A programme without competences gets its list from a school, once, for everybody; the city mends a mistake."""

import pytest
from django.urls import reverse

from marketplace.actor import Role
from marketplace.audit.models import AuditEvent
from marketplace.workflow import Refused
from schools.actions.competence import drop_competences, write_competences
from schools.curriculum import CompetenceRow
from schools.models import Competence, Programme
from tests.factories.accounts import MembershipFactory, actor_of
from tests.factories.schools import ProgrammeFactory, SchoolFactory

pytestmark = pytest.mark.django_db
PASTED = "- Meet stromen en spanningen\n\n• Bouwt een schakelkast op\nMeet stromen en spanningen\n"
ROWS = [CompetenceRow("", "Meet stromen", "", "W", 200, 0), CompetenceRow("", "Leest schema's", "", "B", 20, 100)]


@pytest.fixture
def programme():
    return ProgrammeFactory(name="Elektromechanische technieken duaal", code="1095", grade="3", is_dual=True)


@pytest.fixture
def coach():
    return MembershipFactory(organisation=SchoolFactory().organisation, role=Role.COACH)


@pytest.fixture
def administrator():
    return MembershipFactory(role=Role.ADMINISTRATOR)


def page_of(programme, name="programme-competences"):
    return reverse(name, args=[programme.pk])


def write(programme, by, rows=ROWS):
    return write_competences(programme=programme, rows=rows, general_hours=380, by=actor_of(by))


def sent(**fields):
    rows = {"text_0": "Meet stromen", "place_0": "W", "work_0": "200", "school_0": ""}
    rows |= {"text_1": "Leest schema's", "place_1": "B", "work_1": "20", "school_1": "100"}
    return {"count": "2", "general_hours": "380"} | rows | fields


def test_a_coach_pastes_the_sentences_and_fills_in_the_hours(programme, coach, client_of):
    client, path = client_of(coach), page_of(programme)
    assert "nog geen lijst" in client.get("/programmes/?q=elektromech").content.decode()
    form = client.post(path, {"sentences": PASTED}).context["form"]
    assert [row[0]["field"].value() for row in form.rows] == ["Meet stromen en spanningen", "Bouwt een schakelkast op"]
    answer = client.post(f"{path}?next=/agreements/7/plan/", sent(), follow=False)
    assert answer["Location"] == "/agreements/7/plan/"
    facts = ("code", "number", "usual_place", "work_hours", "school_hours")
    assert list(programme.competences.order_by("number").values_list(*facts)) == [
        ("1095-3-01", 1, "W", 200, 0),
        ("1095-3-02", 2, "B", 20, 100),
    ]
    programme.refresh_from_db()
    assert programme.general_hours == 380
    assert AuditEvent.objects.filter(verb="competences.written").count() == 1
    assert "1095-3-02" in client.get(path).content.decode()


@pytest.mark.parametrize("there", ["https://elders.example/", "//elders.example/", "javascript:alert(1)", "zomaar"])
def test_an_address_elsewhere_is_not_gone_back_to(programme, coach, client_of, there):
    client, path = client_of(coach), page_of(programme)
    assert f'"{there}"' not in client.get(path, {"next": there}).content.decode()
    assert client.post(path, sent(next=there))["Location"] == path


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"work_0": "", "school_1": "0"}, 'href="#id_work_0">Uren werkplek 1: Vul de uren in.'),
        ({"work_0": "", "school_1": "0"}, 'href="#id_school_1">Uren school 2: Vul de uren in.'),
        ({"text_1": "meet STROMEN"}, "staat er twee keer"),
        ({"text_0": "", "text_1": ""}, "Schrijf minstens één"),
        ({"work_0": "-5"}, "0"),
        ({"place_0": "X"}, "Plaats 1"),
        ({"general_hours": ""}, "Uren algemene vorming"),
        ({"count": "999999999999"}, "60"),
    ],
)
def test_what_is_not_whole_is_refused_and_kept(programme, coach, client_of, fields, said):
    answer = client_of(coach).post(page_of(programme), sent(**fields))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert said in page
    assert not Competence.objects.filter(programme=programme).exists()
    if "count" not in fields:
        assert 'value="200"' in page or fields.get("work_0") is not None
        assert 'value="20"' in page


@pytest.mark.parametrize(
    ("sentences", "said"),
    [
        ("", "Vul dit nog in"),
        (" - \n • ", "Schrijf minstens één"),
        ("\n".join(f"kan {number}" for number in range(61)), "hoogstens 60"),
        ("x" * 301, "langer dan 300 tekens"),
    ],
)
def test_sentences_that_cannot_be_a_list(programme, coach, client_of, sentences, said):
    answer = client_of(coach).post(page_of(programme), {"sentences": sentences})
    assert (answer.status_code, said in answer.content.decode()) == (409, True)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([CompetenceRow("", "Meet stromen", "", "W", 0, 200)], "competences.hours"),
        ([CompetenceRow("", "Meet stromen", "", "S", 200, 0)], "competences.hours"),
        ([CompetenceRow("", "Meet stromen", "", "B", 200, 0)], "competences.hours"),
        ([ROWS[0], ROWS[0]], "competences.twice"),
        ([], "competences.number"),
        ([CompetenceRow("", f"kan {number}", "", "W", 5, 0) for number in range(61)], "competences.number"),
    ],
)
def test_the_action_refuses_what_is_not_whole(programme, coach, rows, code):
    with pytest.raises(Refused) as caught:
        write(programme, coach, rows)
    assert caught.value.code == code


def test_a_list_is_written_once(programme, coach):
    write(programme, coach)
    with pytest.raises(Refused) as caught:
        write(programme, coach)
    assert caught.value.code == "competences.known"
    assert programme.competences.count() == 2


def test_the_city_takes_away_what_nobody_uses(programme, coach, administrator, client_of):
    write(programme, coach)
    assert "Haal deze lijst weg" not in client_of(coach).get(page_of(programme)).content.decode()
    client = client_of(administrator)
    assert "Haal deze lijst weg" in client.get(page_of(programme)).content.decode()
    client.post(page_of(programme, "programme-competences-drop"))
    assert not programme.competences.exists()


def test_a_list_of_the_product_stays(administrator):
    shipped = Programme.objects.filter(code="1134").first() or ProgrammeFactory(code="1134")
    with pytest.raises(Refused) as caught:
        drop_competences(programme=shipped, by=actor_of(administrator))
    assert caught.value.code == "competences.shipped"
