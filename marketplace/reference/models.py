"""Reference facts that every app needs: postcodes, located addresses, and the dated figures of law and house."""

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import Q

from marketplace.geo import Point
from marketplace.reference.figures import History, history, is_reading


class PostcodeQuerySet(models.QuerySet["Postcode"]):
    def point(self, code: str) -> Point | None:
        """The point of a postcode, or None when the table does not hold it."""
        found = self.filter(code=code).values_list("lat", "lon").first()
        return Point(*found) if found else None


class Postcode(models.Model):
    """A Belgian postcode with the point that stands for it (WGS84 degrees)."""

    code = models.CharField(max_length=4, primary_key=True)
    municipality = models.CharField(max_length=100)
    places = models.CharField(max_length=600, blank=True)  # names of the places, separated by "|"
    nis = models.CharField(max_length=5)
    district = models.CharField(max_length=60, blank=True)
    lat = models.FloatField()
    lon = models.FloatField()

    objects = PostcodeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=r"^[1-9][0-9]{3}$"), name="postcode_shape"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.municipality}"


class LocatedAddress(models.Model):
    """What the geocoder answered for an address, so that it is asked once; null points mean "not found"."""

    address = models.CharField(max_length=300, unique=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True) | Q(lat__isnull=False, lon__isnull=False),
                name="located_address_whole_point",
            )
        ]

    def __str__(self) -> str:
        return self.address


class FigureQuerySet(models.QuerySet["Figure"]):
    def value(self, code: str, on: date) -> Decimal:
        """The value of a figure on a day; raises DoesNotExist for an unknown code or before its first day."""
        return self._held(code, on)[1]

    def since(self, code: str, on: date) -> date:
        """From which day the value of a figure on a day holds; raises DoesNotExist as `value`."""
        return self._held(code, on)[0]

    def _held(self, code: str, on: date) -> tuple[date, Decimal]:
        """The last of its values up to a day. Who asks one figure alone reads that one: there are two hundred."""
        rows = history(self._ask) if is_reading() else self.filter(code=code)._ask()
        held = [(day, value) for known, day, value in rows if known == code and day <= on]
        if not held:
            raise Figure.DoesNotExist(code)
        return held[-1]

    def in_force(self, on: date) -> dict[str, Decimal]:
        """Every figure on a day by its code, in one query."""
        return {code: value for code, day, value in history(self._ask) if day <= on}

    def changes(self, until_on: date) -> History:
        """Every value of every figure with its first day, up to a day, in the order of those days."""
        return [row for row in history(self._ask) if row[1] <= until_on]

    def _ask(self) -> History:
        return list(self.order_by("in_force_on").values_list("code", "in_force_on", "value"))


class Figure(models.Model):
    """A number that law or city may change: its value from a day on, and where it comes from."""

    code = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=12, decimal_places=4)  # a share of 34.5 % needs three of them
    in_force_on = models.DateField()
    source = models.CharField(max_length=300)

    objects = FigureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "in_force_on"], name="figure_one_value_a_day"),
            models.CheckConstraint(condition=Q(value__gte=0), name="figure_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.value}"
