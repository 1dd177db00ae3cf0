"""Class lists: what a school has uploaded and not yet confirmed; kept for a day at most."""

from datetime import timedelta
from typing import Any, Self

from django.db import models

from marketplace.accounts.models import User
from schools.models.school import OfSchoolQuerySet, School

KEPT_FOR = timedelta(days=1)
NEW, CHANGED, UNCHANGED, WRONG = "new", "changed", "unchanged", "wrong"
OUTCOMES = (NEW, CHANGED, UNCHANGED, WRONG)
STORED = (NEW, CHANGED)
COUNTED_BY_SQLITE = (
    "(SELECT json_group_object(outcome, many) FROM (SELECT json_extract(value, '$.outcome') AS outcome,"
    " COUNT(*) AS many FROM json_each(%(expressions)s) GROUP BY 1))"
)
COUNTED_BY_POSTGRESQL = (
    "(SELECT COALESCE(jsonb_object_agg(outcome, many), '{}') FROM (SELECT line->>'outcome' AS outcome,"
    " COUNT(*) AS many FROM jsonb_array_elements(%(expressions)s) AS line GROUP BY 1) AS counted)"
)


class OutcomeCounts(models.Func):
    """Outcome -> how many of the rows have it, counted by the database."""

    output_field = models.JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **options: Any) -> Any:
        """A sub-select over the rows, as SQLite writes it."""
        return self.as_sql(compiler, connection, template=COUNTED_BY_SQLITE, **options)

    def as_postgresql(self, compiler: Any, connection: Any, **options: Any) -> Any:
        """The same as PostgreSQL writes it."""
        return self.as_sql(compiler, connection, template=COUNTED_BY_POSTGRESQL, **options)


class ClassListQuerySet(OfSchoolQuerySet):
    def counted(self) -> Self:
        """Each with `counts`, and without its rows until somebody asks: there may be fifty thousand."""
        return self.defer("rows").annotate(counts=OutcomeCounts("rows"))


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

    objects = ClassListQuerySet.as_manager()

    @property
    def is_being_read(self) -> bool:
        """Whether its file waits for a worker, or a worker reads it."""
        return self.to_read is not None

    @property
    def is_being_stored(self) -> bool:
        """Whether its students wait for a worker, or a worker stores them."""
        return self.asked_at is not None and self.applied_at is None

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
