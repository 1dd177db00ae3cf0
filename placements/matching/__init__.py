"""The matching engine: arrays in, an assignment and its certificate out, without Django, network or clock."""

from .certify import certify
from .optimal import optimal_matching
from .rematch import rematch
from .stable import stable_matching
from .types import Assignment, Certificate, Market, MarketError

__all__ = [
    "Assignment",
    "Certificate",
    "Market",
    "MarketError",
    "certify",
    "optimal_matching",
    "rematch",
    "stable_matching",
]
