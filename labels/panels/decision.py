"""What of label files waits on the homes of reviewers and deciders."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from labels.models import Assignment
from labels.models.assignment import AssignmentQuerySet
from labels.rules.assignment import DECIDERS
from marketplace.actor import Actor
from marketplace.web.lines import Lines, Number
from marketplace.web.panels import add_link, add_waiting

add_link(gettext_lazy("Beslissen"), "decision-sitting", *DECIDERS, rank=21)
HOLDER = {"holder": "application__organisation__name"}


@add_waiting(*DECIDERS)
def files_to_decide(actor: Actor, on: date) -> list[Lines | Number]:
    """Files in which the actor declares first, reads the audit again, or decides; the last ones in one sitting."""
    own = Assignment.objects.of(actor)
    open_files = own.to_decide() | own.to_review()
    undeclared, unread = open_files.filter(declared_at=None), own.to_review().exclude(declared_at=None)
    return [
        _lines(undeclared, _("Verklaar")),
        _lines(unread, _("Lees na")),
        Number(own.to_decide().exclude(declared_at=None), _files, reverse("decision-sitting"), verb=_("Beslis")),
    ]


def _lines(rows: AssignmentQuerySet, verb: str) -> Lines:
    return Lines(rows, "application-decide", "%(holder)s", HOLDER, verb=verb, key="application_id")


def _files(count: int) -> str:
    return ngettext("%(count)s labeldossier", "%(count)s labeldossiers", count) % {"count": count}
