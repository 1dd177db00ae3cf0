"""Reads and stores long class lists, and forgets those that nobody confirmed in time."""

from marketplace.jobs.actions import handles
from schools.actions import class_list as actions
from schools.actions.class_list_file import read_sent_list


@handles("purge_class_list")
def purge_class_list(*, class_list_id: int) -> None:
    """Empty one list a day after it came."""
    actions.purge_class_list(class_list_id=class_list_id)


@handles("store_class_list")
def store_class_list(*, class_list_id: int) -> None:
    """Store a list part by part, so that its page can tell how far it is."""
    actions.store_in_parts(class_list_id)


@handles("read_class_list")
def read_class_list(*, class_list_id: int) -> None:
    """Judge the rows of a long file."""
    read_sent_list(class_list_id)
