"""How a company and a school begin on the platform, as a list of what people do on its pages."""

from dataclasses import dataclass

from tests.journeys.players import HR, Coach, Coordinator, Director

COLUMNS = (
    "leerlingnummer", "voornaam", "familienaam", "geboortedatum", "klas", "opleiding", "leerjaar", "postcode", "mail",
    "gsm", "duaal sinds", "trajectbegeleider",
)  # fmt: skip
LOGISTICS = "1134"  # Logistiek duaal: 780 of 1300 hours on the work floor
STAGE = "1485"  # Logistiek, not dual


@dataclass
class Company:
    """A company with one site: the person of HR, and the addresses of its pages."""

    name: str
    hr: HR
    site: str
    mentor: str


@dataclass
class School:
    """A school with its people."""

    name: str
    director: Director
    coordinator: Coordinator
    coach: Coach


def numbered(base):
    """Eight digits with their two check digits."""
    return f"{base:08d}{97 - base % 97:02d}"


def begin_company(officer, name="Demo Kraan", index=1, **other):
    """Registered, confirmed, with a site, a mentor, the code and a provisional label."""
    hr = HR(f"hr{index}@demo.example", f"Hilde Haven{index}").sign_up()
    hr.register(numbered(7123450 + index), name, **other)
    hr.sees("De stad kijkt je registratie na")
    officer.confirm_companies(name)
    site = hr.add_site(f"Magazijn {index}", numbered(70123450 + index))
    company = Company(name, hr, site, f"Marc Mentor{index}")
    hr.add_mentor(site, company.mentor)
    hr.promise_label(site)
    hr.sees("Een medewerker van de stad kijkt het na")
    officer.confirm_labels(f"Magazijn {index}")
    return company


def begin_school(administrator, name="Demo Atheneum", index=1):
    """Invited, with its texts signed, a coordinator and a coach."""
    administrator.invite_school(f"directeur{index}@demo.example", f"99911{index}", name)
    director = Director(f"directeur{index}@demo.example", "Dirk Directeur").accept_invitation()
    director.sign_texts()
    director.invite(f"coord{index}@demo.example", "coordinator")
    coordinator = Coordinator(f"coord{index}@demo.example", f"Cor Coördinator{index}").accept_invitation()
    coordinator.add_coach(f"Toon Traject{index}", f"toon{index}@demo.example", phone="0470 55 66 77")
    coach = Coach(f"toon{index}@demo.example", f"Toon Traject{index}").accept_invitation()
    return School(name, director, coordinator, coach)


def class_list(*students):
    """A class list as a school's software writes it, for students as dictionaries by column."""
    rows = (";".join(row.get(column, "") for column in COLUMNS) for row in students)
    return "\n".join([";".join(COLUMNS), *rows])


def student(first, last, born_on="14/05/2010", programme=LOGISTICS, **other):
    """One row of a class list."""
    name = first.lower()
    row = {
        "leerlingnummer": f"NR-{name}", "voornaam": first, "familienaam": last, "geboortedatum": born_on,
        "klas": "5LOG", "opleiding": programme, "leerjaar": "5", "postcode": "2060", "mail": f"{name}@demo.example",
    }  # fmt: skip
    return row | other
