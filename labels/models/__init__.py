"""Schemes, label files with what is judged and decided, labels with their badges, campaigns, and ethics cases."""

from labels.models.answer import Answer
from labels.models.appeal import Appeal, AppealPaper, LeftSeat, PanelSeat
from labels.models.application import Application, ApplicationSite, LeftOut
from labels.models.assessment import AssessedAnswer, Assessment, Finding, Note
from labels.models.assignment import Assignment, EmployerMembership
from labels.models.campaign import Campaign, CampaignEntry, SpotCheck
from labels.models.case import Case, Report
from labels.models.credential import Credential, SigningKey
from labels.models.decision import Decision, Review
from labels.models.evidence import Evidence
from labels.models.fact import Fact
from labels.models.help_line import HelpLine
from labels.models.label import Label
from labels.models.measure import Measure
from labels.models.pledge import Pledge, PledgeEntry, PledgeQuestion
from labels.models.reconsideration import Reconsideration
from labels.models.scheme import Criterion, Scheme
from labels.models.settlement import Settlement
from labels.models.visit import Interview, Visit

__all__ = [
    "Answer",
    "Appeal",
    "AppealPaper",
    "Application",
    "ApplicationSite",
    "AssessedAnswer",
    "Assessment",
    "Assignment",
    "Campaign",
    "CampaignEntry",
    "Case",
    "Credential",
    "Criterion",
    "Decision",
    "EmployerMembership",
    "Evidence",
    "Fact",
    "Finding",
    "HelpLine",
    "Interview",
    "Label",
    "LeftOut",
    "LeftSeat",
    "Measure",
    "Note",
    "PanelSeat",
    "Pledge",
    "PledgeEntry",
    "PledgeQuestion",
    "Reconsideration",
    "Report",
    "Review",
    "Scheme",
    "Settlement",
    "SigningKey",
    "SpotCheck",
    "Visit",
]
