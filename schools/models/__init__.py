"""Schools: their programmes, classes, students, representatives and coaches."""

from schools.models.class_list import ClassList, ClassListFile
from schools.models.coaching import CoachHours, CoachStandIn
from schools.models.programme import Competence, Programme
from schools.models.qualification import Qualification, QualificationCompetence
from schools.models.representative import LegalRepresentative
from schools.models.school import Coach, DayOff, School, SchoolClass, SchoolSite
from schools.models.student import Home, Student, full_name
from schools.models.study_proof import StudyProof

__all__ = [
    "ClassList",
    "ClassListFile",
    "Coach",
    "CoachHours",
    "CoachStandIn",
    "Competence",
    "DayOff",
    "Home",
    "LegalRepresentative",
    "Programme",
    "Qualification",
    "QualificationCompetence",
    "School",
    "SchoolClass",
    "SchoolSite",
    "Student",
    "StudyProof",
    "full_name",
]
