"""Class lists: what a school has uploaded and not yet confirmed; kept for a day at most."""

from datetime import timedelta

from django.db import models

from marketplace.accounts.models import User
from schools.models.school import OfSchoolQuerySet, School

KEPT_FOR = timedelta(days=1)


class ClassList(models.Model):
    """The rows of one uploaded file as they were read, judged by the server; emptied when applied or old.

    Each item of `rows` has `row` (its number in the file), `outcome`, `values`, `changes` and `errors`;
    `notes` holds codes and names of columns that were left out.
    """

    school = models.ForeignKey(School, on_delete=models.RESTRICT, related_name="+")
    uploaded_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    rows = models.JSONField(default=list)
    notes = models.JSONField(default=dict)
    school_year = models.PositiveSmallIntegerField()

    objects = OfSchoolQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.school_id} {self.uploaded_at}"
