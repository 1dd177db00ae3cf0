"""Capacity, requests, rounds, offers, placements, plans and agreements."""

from placements.models.agreement import Agreement, PersonalLink, Signature
from placements.models.calendar_feed import CalendarFeed
from placements.models.capacity import Capacity, Reservation
from placements.models.evaluation import Evaluation, EvaluationScore, ReachedCompetence
from placements.models.evidence import Evidence
from placements.models.explanation import Explanation, ShortageReport
from placements.models.family import HostTieAnswer, ReadingPermission
from placements.models.follow_up import Absence, Contact, WeekNote
from placements.models.form_terms import FormDocument, FormTerms
from placements.models.guidance import Tip, Training, TrainingCertificate
from placements.models.hand_over import HandOver
from placements.models.hiring import Hiring, HiringQuestion
from placements.models.offer import DeclinedPair, Offer, OfferMessage
from placements.models.placement import (
    FamilyQuestion,
    Meeting,
    MentorAssignment,
    MentorWarning,
    Placement,
    StartCheck,
)
from placements.models.plan import Activity, PlanLine, TrainingPlan
from placements.models.prior_learning import PriorLearning, PriorLearningEvidence
from placements.models.proposal import LineProposal
from placements.models.refusal import MatchRefusal
from placements.models.rematch import Rematch, RoundRepeat
from placements.models.request import PlacementRequest, SiteWish
from placements.models.review import PlacementReview
from placements.models.round import Match, Round
from placements.models.round_run import RoundPart, RoundRun
from placements.models.round_study import FairnessReport, Variant
from placements.models.schedule import Schedule, ScheduleBlock, ScheduleDay, ScheduleWarning
from placements.models.school_contact import SchoolContact
from placements.models.site_competence import SiteCompetence
from placements.models.survey import Survey, SurveyAnswer
from placements.models.timer import Registration, Reminder, Suspension, Timer

__all__ = [
    "Absence",
    "Activity",
    "Agreement",
    "CalendarFeed",
    "Capacity",
    "Contact",
    "DeclinedPair",
    "Evaluation",
    "EvaluationScore",
    "Evidence",
    "Explanation",
    "FairnessReport",
    "FamilyQuestion",
    "FormDocument",
    "FormTerms",
    "HandOver",
    "Hiring",
    "HiringQuestion",
    "HostTieAnswer",
    "LineProposal",
    "Match",
    "MatchRefusal",
    "Meeting",
    "MentorAssignment",
    "MentorWarning",
    "Offer",
    "OfferMessage",
    "PersonalLink",
    "Placement",
    "PlacementRequest",
    "PlacementReview",
    "PlanLine",
    "PriorLearning",
    "PriorLearningEvidence",
    "ReachedCompetence",
    "ReadingPermission",
    "Registration",
    "Rematch",
    "Reminder",
    "Reservation",
    "Round",
    "RoundPart",
    "RoundRepeat",
    "RoundRun",
    "Schedule",
    "ScheduleBlock",
    "ScheduleDay",
    "ScheduleWarning",
    "SchoolContact",
    "ShortageReport",
    "Signature",
    "SiteCompetence",
    "SiteWish",
    "StartCheck",
    "Survey",
    "SurveyAnswer",
    "Suspension",
    "Timer",
    "Tip",
    "Training",
    "TrainingCertificate",
    "TrainingPlan",
    "Variant",
    "WeekNote",
]
