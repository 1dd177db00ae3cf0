"""Schools: their programmes, classes, students, representatives and coaches."""

from schools.models.programme import Competence, Programme
from schools.models.representative import LegalRepresentative
from schools.models.school import Coach, DayOff, School, SchoolClass, SchoolSite
from schools.models.student import Home, Student

__all__ = [
    "Coach",
    "Competence",
    "DayOff",
    "Home",
    "LegalRepresentative",
    "Programme",
    "School",
    "SchoolClass",
    "SchoolSite",
    "Student",
]
