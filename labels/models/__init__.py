"""Schemes with their criteria, and the labels held under them."""

from labels.models.label import Label
from labels.models.scheme import Criterion, Scheme

__all__ = ["Criterion", "Label", "Scheme"]
