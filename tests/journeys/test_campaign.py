"""A campaign over HTTP: made, announced, drawn with a public number, answered, reported, closed, and replayed."""

import json
import subprocess
import sys

import pytest

from tests.journeys.beginnings import begin_company
from tests.journeys.person import Person
from tests.journeys.players import LabelOfficer
from tests.journeys.post import mails_to, run_timetable

pytestmark = pytest.mark.django_db
PLAN = {
    "kind": "yearly",
    "name": "Steekproef 2026",
    "fewest": "1",
    "most": "5",
    "files_each": "1",
    "waves": "1",
    "draws_on": "2026-12-01",
    "visits_start_on": "2026-12-07",
    "visits_end_on": "2027-02-26",
    "public_source": "de zes cijfers van de Joker+ van 1 december 2026",
}


@pytest.fixture
def auditor(administrator):
    administrator.invite("audit@demo.example", "auditor")
    return LabelOfficer("audit@demo.example", "Ada Audit").accept_invitation()


def replayed(person, path, folder):
    """What the command, in a process of its own, says of a downloaded file."""
    file = folder / "campaign.json"
    file.write_bytes(person.client.get(path).content)
    command = [sys.executable, "-m", "labels.sampling", "replay", str(file)]
    return json.loads(file.read_text()), subprocess.run(command, capture_output=True, text=True, check=False)


def test_from_the_draw_to_the_close(company, officer, auditor, clock, tmp_path):
    other = begin_company(officer, "Demo Bakker", 2)
    officer.open("/campaigns/")
    officer.follow("Maak een campagne")
    officer.press("Bewaar dit ontwerp", **(PLAN | {"draws_on": "2026-11-24"}))
    officer.sees("De loting komt te snel")
    officer.press("Bewaar dit ontwerp", draws_on=PLAN["draws_on"])
    detail = officer.page.path
    officer.press("Kondig de campagne aan")
    public = f"/labels{detail}"
    citizen = Person()
    citizen.open("/labels/campaigns/")
    citizen.follow("Steekproef 2026")
    citizen.sees("Wie meedoet en met hoeveel lootjes, ligt nu al vast", "Joker+")
    citizen.misses("Demo Kraan", "Demo Bakker", "Het geheim<")
    before, early = replayed(citizen, f"{public}population.json", tmp_path)
    assert early.returncode == 1
    assert "secret" not in before
    company.hr.open("/spot-checks/own/")
    company.hr.sees("De loting is op", "nog niet geauditeerd")
    officer.open(detail)
    officer.sees("De dag van de loting is er nog niet")

    clock("2026-12-01 20:30 +0100")
    officer.waiting()
    officer.follow("Loot")
    officer.press("Loot nu", public_number="12 34 56")
    file, verdict = replayed(citizen, f"{public}population.json", tmp_path)
    assert (verdict.returncode, verdict.stderr) == (0, "")
    assert "The draw holds: 1 of 2 holders." in verdict.stdout
    assert {key: file[key] for key in before} == before

    clock("2026-12-07 09:00 +0100")
    officer.open(detail)
    officer.press("Begin de controles")
    drawn, spared = (company, other) if "Demo Kraan" in officer.page else (other, company)
    officer.misses(spared.name)
    officer.press("Geef wat is aangekruist aan deze auditor", checks=True, auditor="Ada Audit, Demo Stad")
    assert any("geloot voor een controle" in mail for mail in mails_to(drawn.hr.email))
    assert not any("geloot voor een controle" in mail for mail in mails_to(spared.hr.email))

    spared.hr.open("/spot-checks/own/")
    spared.hr.sees("Jullie zijn niet geloot")
    spared.hr.follow("Download de lijst met jullie eigen deel")
    clock("2026-12-22 06:20 +0100")
    run_timetable()
    assert any("We wachten nog op jullie antwoord" in mail for mail in mails_to(drawn.hr.email))
    drawn.hr.waiting()
    drawn.hr.follow("Maak een afspraak")
    drawn.hr.press("Geef dit antwoord", answer="Hilde, 03 123 45 67, elke dinsdag.")
    officer.open(detail)
    officer.sees("Niet elk geloot dossier heeft al een uitkomst")

    clock("2027-01-12 10:00 +0100")
    auditor.waiting()
    auditor.follow("Controleer")
    auditor.sees("elke dinsdag")
    auditor.press("Dien je verslag in", step="keep", report="De mentor is opgeleid, de plannen zijn getekend.")
    drawn.hr.open("/spot-checks/own/")
    drawn.hr.sees("in orde")
    officer.open(detail)
    officer.press("Sluit de campagne af")
    citizen.open(public)
    citizen.sees("in orde: 1", "Vingerafdruk van de uitkomsten")
    citizen.misses("Demo Kraan", "Demo Bakker")
    own = next(href for words, href in drawn.hr.page.links if "eigen deel" in words)
    _file, verdict = replayed(drawn.hr, own, tmp_path)
    assert (verdict.returncode, "is an own file" in verdict.stdout) == (0, True)
