"""Stores long class lists, and forgets those that nobody confirmed in time."""

from marketplace.jobs.actions import handles
from schools.actions.class_list import store_in_parts
from schools.models import ClassList


@handles("purge_class_list")
def purge_class_list(*, class_list_id: int) -> None:
    """Empty one list; the row stays as a trace that a file came."""
    ClassList.objects.filter(pk=class_list_id).update(rows=[])


@handles("store_class_list")
def store_class_list(*, class_list_id: int) -> None:
    """Store a list part by part, so that its page can tell how far it is."""
    store_in_parts(class_list_id)
