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
    `notes` holds codes and names of columns that were left out. A long file waits in `ClassListFile` for a worker:
    until it is read `to_read` tells about how many rows it has, and `rows_read` how many were judged; `fault` is the
    sentence about a file that turned out to be no class list. A worker stores a long list once `asked_at` is set;
    `stored` counts its students meanwhile, and how many they were afterwards.
    """

    school = models.ForeignKey(School, on_delete=models.RESTRICT, related_name="+")
    uploaded_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    to_read = models.PositiveIntegerField(null=True)
    rows_read = models.PositiveIntegerField(default=0)
    fault = models.TextField(blank=True)
    asked_at = models.DateTimeField(null=True)
    stored = models.PositiveIntegerField(default=0)
    applied_at = models.DateTimeField(null=True)
    rows = models.JSONField(default=list)
    notes = models.JSONField(default=dict)
    school_year = models.PositiveSmallIntegerField()

    objects = OfSchoolQuerySet.as_manager()

    @property
    def is_being_read(self) -> bool:
        """Whether its file waits for a worker, or a worker reads it."""
        return self.to_read is not None

    @property
    def is_being_stored(self) -> bool:
        """Whether its students wait for a worker, or a worker stores them; not so once its rows were forgotten."""
        return self.asked_at is not None and self.applied_at is None and bool(self.rows)

    def to_store(self) -> list[dict[str, Any]]:
        """The values of the rows that make or change a student, in the order of the file."""
        return [row["values"] for row in self.rows if row["outcome"] in STORED]

    def __str__(self) -> str:
        return f"{self.school_id} {self.uploaded_at}"


class ClassListFile(models.Model):
    """The bytes of a long file until a worker has read them, or its list is thrown away or a day old."""

    class_list = models.OneToOneField(ClassList, on_delete=models.RESTRICT, primary_key=True, related_name="+")
    name = models.CharField(max_length=200)
    data = models.BinaryField()

    def __str__(self) -> str:
        return self.name
