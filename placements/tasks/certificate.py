"""Has the papers made of what students reached."""

from django.utils.translation import gettext_lazy as _

from marketplace.documents import kinds
from marketplace.jobs.actions import handles
from placements.actions import certificate

handles(certificate.JOB)(certificate.make_certificate)
kinds.register(certificate.KIND, _("bewijs van bereikte competenties"))
