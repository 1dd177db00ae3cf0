"""Two auditors over HTTP: blind to each other, then together, to a decision; the holder knows when they come."""

import pytest

from tests.journeys.players import Administrator, LabelOfficer
from tests.journeys.post import mails_to

pytestmark = pytest.mark.django_db
REASON = "Twee van de drie plannen zijn getekend."


class Judge(LabelOfficer):
    """Somebody with a duty on label files."""

    def declare(self):
        self.press("Verklaar dat je geen band hebt")

    def fill(self, button, prefix, score, **other):
        """Every choice of the page the same, and others by code of the criterion."""
        form, _button = self.page.form_with(button)
        codes = {name: name for name in form.names if name.startswith(prefix)}
        typed = {name: other.get(self.code_of(name), score) for name in codes}
        low = {name for name, given in typed.items() if given in "01"}
        self.press(button, **typed, **{name.replace(prefix, "reason_"): "Te weinig." for name in low})

    def code_of(self, name):
        """The criterion of a field, as its legend says it."""
        return self.page.html.split(f'id="id_{name}_group"')[1].split("<legend")[1].split(">")[1].split()[0]


@pytest.fixture
def two_assessors(administrator):
    """A version of the criteria that asks two auditors, made by one administrator and published by another."""
    administrator.invite("tweede@demo.example", "administrator")
    second = Administrator("tweede@demo.example", "Tine Tweede").accept_invitation()
    administrator.open("/labels/criteria/")
    administrator.press("Maak een nieuwe versie voor een onderneming")
    scheme = administrator.page.path
    administrator.follow("Punten en mensen")
    administrator.press("Bewaar", assessors="2", assessors_heavy="2")
    administrator.follow("Stel deze versie voor")
    administrator.press("Stel voor", in_force_on="2026-11-23")
    second.open(scheme)
    second.press("Publiceer")


@pytest.fixture
def judges(administrator):
    """An auditor of the city, one of a partner, and a decider of another partner."""
    administrator.invite("ada@demo.example", "auditor")
    for email, name, role in (
        ("piet@demo.example", "Demo Voka", "partner_auditor"),
        ("dora@demo.example", "Demo Unie", "decider"),
    ):
        administrator.open("/accounts/partners/")
        administrator.press("Verstuur de uitnodiging", name=name, email=email, role=role)
    people = {"ada": "Ada Audit", "piet": "Piet Partner", "dora": "Dora Decider"}
    return [Judge(f"{key}@demo.example", name).accept_invitation() for key, name in people.items()]


def handed_in(hr):
    """The company's own answers."""
    hr.open("/labels/files/")
    hr.follow("Vraag het label voor je onderneming")
    hr.press("Open het dossier", sites=["Magazijn 1, Antwerpen"])
    file = hr.page.path
    for theme in ("order", "respect", "guidance", "learning"):
        hr.open(f"{file}questions/{theme}/")
        form, _button = hr.page.form_with("Bewaar en ga verder")
        hr.press("Bewaar en ga verder", **{name: "2" for name in form.names if name.startswith("score_")})
    hr.press("Dien het dossier in")
    hr.sees("ingediend")
    return file


def test_two_auditors_from_a_file_to_a_decision(company, officer, judges, two_assessors, clock):
    ada, piet, dora = judges
    file = handed_in(company.hr)
    officer.open(file)
    officer.press("Het dossier is volledig")
    officer.open(f"{file}team/")
    for name, role, organisation, duty in (
        ("Ada Audit", "auditor", "Demo Stad", "auditor"),
        ("Dora Decider", "beslisser", "Demo Unie", "decider"),
    ):
        officer.press("Wijs aan", member=f"{name}, {role}, {organisation}", duty=duty)
    officer.open(file)
    officer.sees("Wijs eerst aan wie de audit doet: 2.")
    officer.open(f"{file}team/")
    officer.press("Wijs aan", member="Piet Partner, auditor van een partner, Demo Voka", duty="auditor")
    officer.open(file)
    officer.press("Start de audit")

    ada.waiting()
    ada.follow("Beoordeel")
    ada.declare()
    ada.open(f"{file}visits/")
    ada.follow("Plan een bezoek")
    ada.press("Plan dit bezoek", day="2026-11-26", begins="09:00", ends="11:00", received_by="Hilde Haven, HR")
    ada.sees("do 26 nov 2026, 09.00 uur", "Ada Audit")
    visit = ada.page.path
    assert any("bezoek voor het label op do 26 nov 2026" in mail for mail in mails_to(company.hr.email))
    company.hr.waiting()
    company.hr.sees("Bezoek voor het label")
    company.hr.open(visit)
    company.hr.sees("Zet in je agenda", "Hoe bereid je je voor?")
    company.hr.misses("Verander het bezoek")
    ada.waiting()
    ada.sees("Bezoek voor het label: Demo Kraan")

    clock("2026-11-26 13:00 +0100")
    ada.open(f"{file}visits/")
    ada.follow("Checklist: Magazijn 1")
    ada.fill("Verstuur", "judged_", "2", C16="1")
    ada.sees("Verstuurd en bewaard")
    ada.open(f"{file}judge/")
    ada.press("Dien je oordeel in")
    ada.open(f"{file}judge/")
    ada.sees("We wachten op de andere auditor")
    piet.waiting()
    piet.follow("Beoordeel")
    piet.declare()
    piet.misses("Te weinig.")
    piet.fill("Bewaar je oordeel", "judged_", "2")
    piet.misses("Te weinig.")
    piet.press("Dien je oordeel in")

    ada.waiting()
    ada.follow("Beslis samen")
    ada.sees("C16", "begonnen", "in orde", "Piet Partner")
    ada.press("Stel dit voor", judged="in orde")
    ada.sees("Schrijf een zin: waarom dit?")
    ada.press("Stel dit voor", judged="in orde", reason=REASON)
    assert not [form for form in ada.page.forms if "Ga akkoord" in " ".join(form.buttons)]
    piet.waiting()
    piet.follow("Beslis samen")
    piet.sees("Ada Audit stelt voor: in orde.")
    piet.press("Ga akkoord")
    officer.open(file)
    officer.sees("audit klaar")

    dora.open(f"{file}decide/")
    dora.declare()
    form, _button = dora.page.form_with("Bewaar je beslissing")
    verdicts = {name: "label" for name in form.names if name.startswith("verdict_")}
    reasons = {name: "Alles is in orde." for name in form.names if name.startswith("reasons_")}
    dora.press("Bewaar je beslissing", **verdicts, **reasons)
    officer.open(file)
    officer.sees("toegekend")
