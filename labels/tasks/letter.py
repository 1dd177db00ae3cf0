"""Makes the letters of decisions."""

from django.utils.translation import gettext_lazy as _

from labels.actions import letter
from marketplace.documents import kinds
from marketplace.jobs.actions import handles

handles(letter.JOB)(letter.make_letter)
kinds.register(letter.KIND, _("brief over een beslissing"))
