"""Class lists: what a school has uploaded and not yet confirmed; kept for a day at most."""

from datetime import timedelta
from typing import Any

from django.db import models

from marketplace.accounts.models import User
from schools.models.school import OfSchoolQuerySet, School

KEPT_FOR = timedelta(days=1)
NEW, CHANGED, UNCHANGED, WRONG = "new", "changed", "unchanged", "wrong"
OUTCOMES = (NEW, CHANGED, UNCHANGED, WRONG)
STORED = (NEW, CHANGED)


class ClassList(models.Model):
    """The rows of one uploaded file as they were read, judged by the server; emptied when applied or old.

    Each item of `rows` has `row` (its number in the file), `outcome`, `values`, `changes` and `errors`;
    `notes` holds codes and names of columns that were left out. A worker stores a long list once `asked_at` is set;
    `stored` counts its students meanwhile, and how many they were afterwards.
    """

    school = models.ForeignKey(School, on_delete=models.RESTRICT, related_name="+")
    uploaded_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    stored = models.PositiveIntegerField(default=0)
    applied_at = models.DateTimeField(null=True)
    rows = models.JSONField(default=list)
    notes = models.JSONField(default=dict)
    school_year = models.PositiveSmallIntegerField()

    objects = OfSchoolQuerySet.as_manager()

    @property
    def is_being_stored(self) -> bool:
        """Whether a worker is at it."""
        return self.asked_at is not None and self.applied_at is None

    def to_store(self) -> list[dict[str, Any]]:
        """The values of the rows that make or change a student, in the order of the file."""
        return [row["values"] for row in self.rows if row["outcome"] in STORED]

    def __str__(self) -> str:
        return f"{self.school_id} {self.uploaded_at}"
