"""Reference facts that every app needs: postcodes with a point, and addresses that were located before."""

from django.db import models
from django.db.models import Q


class Postcode(models.Model):
    """A Belgian postcode with the point that stands for it (WGS84 degrees)."""

    code = models.CharField(max_length=4, primary_key=True)
    municipality = models.CharField(max_length=100)
    places = models.CharField(max_length=600, blank=True)  # names of the places, separated by "|"
    nis = models.CharField(max_length=5)
    district = models.CharField(max_length=60, blank=True)
    lat = models.FloatField()
    lon = models.FloatField()

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
