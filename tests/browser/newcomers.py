"""A company and a school that begin on the platform beside the demo's, with one student to place."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from marketplace.actor import Role
from tests.journeys.beginnings import Company, School, begin_company, begin_school, class_list, student
from tests.journeys.players import Administrator, LabelOfficer


@dataclass
class Newcomers:
    """Both, and the mail addresses of the student and of the representative who says yes."""

    company: Company
    school: School
    family: tuple[str, str]


def begin(index: int, host: str, school_name: str, student_name: str) -> Newcomers:
    """Played over HTTP up to the day on which HR may offer places and the coordinator looks for one.

    `index` keeps numbers and addresses apart from those of other newcomers in the same city.
    """
    first, last = student_name.split()
    parent = f"vader{index}@begin.example"
    administrator = Administrator(f"beheer{index}@begin.example", "Bea Beheer").install(f"Demo Stad {index}")
    administrator.invite(f"label{index}@begin.example", Role.LABEL_OFFICER)
    company = begin_company(LabelOfficer(f"label{index}@begin.example", "Lou Label").accept_invitation(), host, index)
    school = begin_school(administrator, school_name, index)
    sixteen = f"{timezone.localdate() - timedelta(days=6_000):%d/%m/%Y}"
    school.coordinator.upload(class_list(student(first, last, sixteen, trajectbegeleider=f"Toon Traject{index}")))
    school.coordinator.set_school_days("5LOG", (1, 2))
    school.coordinator.add_representative(student_name, f"Vader {last}", email=parent, language="ar")
    school.coordinator.ask(student_name)
    return Newcomers(company, school, (f"{first.lower()}@demo.example", parent))
