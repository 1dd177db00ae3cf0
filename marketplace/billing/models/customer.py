"""Who owes something."""

from django.db import models

from marketplace.accounts.models import Organisation


class Customer(models.Model):
    """An organisation that was charged at least once."""

    organisation = models.OneToOneField(Organisation, on_delete=models.RESTRICT, related_name="+")

    def __str__(self) -> str:
        return self.organisation.name
