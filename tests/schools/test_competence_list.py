"""A programme without competences gets its list from a school that teaches it, once; the city corrects a mistake."""

import pytest
from django.urls import reverse

from marketplace.actor import Role
from marketplace.audit.models import AuditEvent
from marketplace.workflow import Refused
from schools.actions.competence import write_competences
from schools.curriculum import CompetenceRow
from schools.models import Competence
from tests.factories.accounts import actor_of, city_member
from tests.factories.schools import CompetenceFactory, ProgrammeFactory, SchoolFactory, StudentFactory, school_member

pytestmark = pytest.mark.django_db
PASTED = "- Meet stromen en spanningen\n\n▪\u00a0Bouwt  een schakelkast op;\n2. meet stromen en spanningen\no Olie"
ROWS = [CompetenceRow("", "Meet stromen", "", "W", 200, 0), CompetenceRow("", "Leest schema's", "", "B", 20, 100)]


@pytest.fixture
def programme():
    return ProgrammeFactory(name="Elektromechanische technieken duaal", code="1095", grade="3", is_dual=True)


@pytest.fixture
def coach(programme):
    school = SchoolFactory()
    StudentFactory(school=school, programme=programme)
    return school_member(school, Role.COACH)


@pytest.fixture
def administrator():
    return city_member(Role.ADMINISTRATOR)


def page_of(programme, name="programme-competences"):
    return reverse(name, args=[programme.pk])


def write(programme, by, rows=ROWS):
    return write_competences(programme=programme, rows=rows, general_hours=380, by=actor_of(by))


def code_of(programme, by, rows=ROWS):
    with pytest.raises(Refused) as caught:
        write(programme, by, rows)
    return caught.value.code


def sent(**fields):
    rows = {"text_0": "Meet stromen", "place_0": "W", "work_0": "200", "school_0": ""}
    rows |= {"text_1": "Leest schema's", "place_1": "B", "work_1": "20", "school_1": "100"}
    return {"count": "3", "general_hours": "380", "text_2": "", "place_2": "W"} | rows | fields


def facts(programme):
    names = ("code", "text_nl", "usual_place", "work_hours", "school_hours")
    return list(programme.competences.order_by("number").values_list(*names))


def test_a_coach_pastes_the_sentences_and_fills_in_the_hours(programme, coach, client_of):
    client, path = client_of(coach), page_of(programme)
    assert "nog geen lijst" in client.get("/programmes/?q=elektromech").content.decode()
    form = client.post(path, {"sentences": PASTED}).context["form"]
    texts = [row["cells"][0]["field"].value() for row in form.rows]
    assert texts == ["meet stromen en spanningen", "Bouwt een schakelkast op", "Olie", "", "", ""]
    answer = client.post(f"{path}?next=/agreements/7/plan/", sent())
    assert answer["Location"] == "/agreements/7/plan/"
    assert facts(programme) == [
        ("1095-3-01", "Meet stromen", "W", 200, 0),
        ("1095-3-02", "Leest schema's", "B", 20, 100),
    ]
    programme.refresh_from_db()
    assert programme.general_hours == 380
    assert AuditEvent.objects.filter(verb="competences.written").count() == 1
    assert "1095-3-02" in client.get(path).content.decode()


@pytest.mark.parametrize(
    "there", ["https://elders.example/", "//elders.example/", "javascript:alert(1)", "zomaar", f"/{'x' * 2000}"]
)
def test_an_address_elsewhere_is_not_gone_back_to(programme, coach, client_of, there):
    client, path = client_of(coach), page_of(programme)
    assert f'"{there}"' not in client.get(path, {"next": there}).content.decode()
    assert client.post(path, sent(next=there))["Location"] == path


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"work_0": "", "school_1": "0"}, 'href="#id_work_0">Uren werkplek 1: Vul minstens 1 uur in.'),
        ({"work_0": "", "school_1": "0"}, 'href="#id_school_1">Uren school 2: Vul minstens 1 uur in.'),
        ({"work_0": "", "general_hours": ""}, 'href="#id_work_0">Uren werkplek 1: Vul minstens 1 uur in.'),
        ({"text_1": "meet STROMEN"}, "“Meet stromen” staat er twee keer."),
        ({"text_0": "", "text_1": ""}, "Schrijf minstens één en hoogstens 60 competenties."),
        ({"work_0": "-5"}, 'href="#id_work_0">Uren werkplek 1:'),
        ({"place_0": "X"}, 'href="#id_place_0">Plaats 1:'),
        ({"general_hours": ""}, 'href="#id_general_hours">Uren algemene vorming: Vul dit nog in'),
        ({"place_0": "S", "work_0": "", "school_0": "9", "text_1": ""}, "minstens één competentie op de werkplek"),
    ],
)
def test_what_is_not_whole_is_refused_and_kept(programme, coach, client_of, fields, said):
    answer = client_of(coach).post(page_of(programme), sent(**fields))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert said in page
    assert 'value="20"' in page
    assert not Competence.objects.filter(programme=programme).exists()


def test_more_rows_than_a_list_has_are_not_read(programme, coach, client_of):
    answer = client_of(coach).post(page_of(programme), sent(count="999"))
    assert (answer.status_code, len(answer.context["form"].rows)) == (409, 60)


@pytest.mark.parametrize(
    ("sentences", "said"),
    [
        ("", "Vul dit nog in"),
        (" - \n • ", "Schrijf minstens één en hoogstens 60"),
        ("\n".join(f"kan {number}" for number in range(61)), "Schrijf minstens één en hoogstens 60"),
        ("x" * 301, "Deze regel is langer dan 300 tekens"),
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
        ([CompetenceRow("", "Meet stromen", "", "W", 5001, 0)], "competences.hours"),
        ([CompetenceRow("", "Leest", "", "S", 0, 200)], "competences.no_work"),
        ([CompetenceRow("", "", "", "W", 5, 0)], "competences.text"),
        ([CompetenceRow("", "x" * 301, "", "W", 5, 0)], "competences.text"),
        ([ROWS[0], ROWS[0]], "competences.twice"),
        ([], "competences.number"),
        ([CompetenceRow("", f"kan {number}", "", "W", 5, 0) for number in range(61)], "competences.number"),
    ],
)
def test_the_action_refuses_what_is_not_whole(programme, coach, rows, code):
    assert code_of(programme, coach, rows) == code


def test_a_school_writes_a_list_once_and_only_of_what_it_teaches(programme, coach):
    assert code_of(programme, school_member(SchoolFactory(), Role.COACH)) == "competences.not_taught"
    assert code_of(ProgrammeFactory(is_dual=False), coach) == "competences.not_dual"
    write(programme, coach)
    assert code_of(programme, coach) == "competences.known"
    assert programme.competences.count() == 2


def test_who_comes_too_late_keeps_what_was_typed_and_reads_why(programme, coach, client_of):
    write(programme, coach)
    for fields in ({}, {"work_0": ""}):
        page = client_of(coach).post(page_of(programme), sent(text_0="Bouwt een kast", **fields)).content.decode()
        assert page.count("Deze opleiding heeft al een lijst, voor alle scholen.") == 1
        assert "Bouwt een kast" in page
        assert "Bekijk de lijst" in page or not fields
    page = client_of(coach).get(page_of(programme)).content.decode()
    assert "Vraag de stad om hulp." in page
    assert "Verbeter deze lijst" not in page


def test_the_city_corrects_a_list_in_place(programme, coach, administrator, client_of):
    write(programme, coach)
    client = client_of(administrator)
    assert "Verbeter deze lijst" in client.get(page_of(programme)).content.decode()
    form = client.get(page_of(programme, "programme-competences-change")).context["form"]
    typed = {field.html_name: field.value() or "" for field in form}
    typed |= {"work_0": "2000", "text_1": "", "text_2": "Soldeert", "work_2": "30"}
    client.post(page_of(programme), typed)
    assert facts(programme) == [("1095-3-01", "Meet stromen", "W", 2000, 0), ("1095-3-03", "Soldeert", "W", 30, 0)]


def test_a_list_of_the_product_stays(administrator):
    shipped = ProgrammeFactory(code="1134")
    CompetenceFactory(programme=shipped, code="LOG-01")
    assert code_of(shipped, administrator) == "competences.shipped"
