"""The closed lists of placements: one file per noun."""

from placements.enums.agreement import OPEN_VERSION, AgreementStatus, Party, SignatureStatus, SignedBy
from placements.enums.capacity import CapacityStatus, Transport
from placements.enums.evaluation import Moment, ReachedWay, Score
from placements.enums.follow_up import AbsenceCause, ContactKind
from placements.enums.form import ACTIVITY_FORMS, CHOSEN_FORMS, DUAL_FORMS, PAID_FORMS, STAGE_FORMS, WORK_FORMS, Form
from placements.enums.form_terms import Binding, Document, Strength
from placements.enums.guidance import Audience, TipMoment
from placements.enums.hand_over import HandOverStatus
from placements.enums.hiring import HiringCause, HiringQuestionStatus
from placements.enums.host_tie import HostTie
from placements.enums.link import CodeWay, LinkPurpose
from placements.enums.match import LIVE_MATCHES, STAYS_OUT, DropReason, MatchStatus
from placements.enums.offer import DeclineReason, OfferKind, OfferStatus
from placements.enums.placement import FOLLOWED, HOLDS_SEAT, OF_TEACHER, EndReason, PlacementStatus, end_reasons
from placements.enums.prior_learning import EvidenceKind, PriorLearningStatus
from placements.enums.proposal import ProposalStatus
from placements.enums.rematch import RematchCause, RematchStatus
from placements.enums.request import RequestStatus
from placements.enums.review import ReviewStatus
from placements.enums.round import Method, Policy, RoundPhase, RoundStatus, RunKind
from placements.enums.schedule import FREE_DAYS, DayKind
from placements.enums.start import CheckItem, HealthOutcome
from placements.enums.survey import SurveyMoment, SurveyParty
from placements.enums.timer import SuspensionCause, TimerKind

__all__ = [
    "ACTIVITY_FORMS",
    "CHOSEN_FORMS",
    "DUAL_FORMS",
    "FOLLOWED",
    "FREE_DAYS",
    "HOLDS_SEAT",
    "LIVE_MATCHES",
    "OF_TEACHER",
    "OPEN_VERSION",
    "PAID_FORMS",
    "STAGE_FORMS",
    "STAYS_OUT",
    "WORK_FORMS",
    "AbsenceCause",
    "AgreementStatus",
    "Audience",
    "Binding",
    "CapacityStatus",
    "CheckItem",
    "CodeWay",
    "ContactKind",
    "DayKind",
    "DeclineReason",
    "Document",
    "DropReason",
    "EndReason",
    "EvidenceKind",
    "Form",
    "HandOverStatus",
    "HealthOutcome",
    "HiringCause",
    "HiringQuestionStatus",
    "HostTie",
    "LinkPurpose",
    "MatchStatus",
    "Method",
    "Moment",
    "OfferKind",
    "OfferStatus",
    "Party",
    "PlacementStatus",
    "Policy",
    "PriorLearningStatus",
    "ProposalStatus",
    "ReachedWay",
    "RematchCause",
    "RematchStatus",
    "RequestStatus",
    "ReviewStatus",
    "RoundPhase",
    "RoundStatus",
    "RunKind",
    "Score",
    "SignatureStatus",
    "SignedBy",
    "Strength",
    "SurveyMoment",
    "SurveyParty",
    "SuspensionCause",
    "TimerKind",
    "TipMoment",
    "Transport",
    "end_reasons",
]
