"""Which of the four state colours a status has; the word beside the colour says what it is."""

from typing import Any

WAITING, GOOD, ATTENTION, STOPPED = "waiting", "good", "attention", "stopped"
ICON_OF_TONE = {WAITING: "clock", GOOD: "check", ATTENTION: "alert", STOPPED: "stop"}

# Every app uses the same words for the same state, so one table serves them all.
TONE_OF_STATUS = {
    "draft": WAITING,
    "unverified": WAITING,
    "requested": WAITING,
    "promised": WAITING,
    "open": WAITING,
    "sent": WAITING,
    "signing": WAITING,
    "review": WAITING,
    "asked": WAITING,
    "ready": WAITING,
    "provisional": WAITING,
    "reported": WAITING,
    "taken": WAITING,
    "hearing": WAITING,
    "lodged": WAITING,
    "changed": GOOD,
    "sent_back": ATTENTION,
    "rejected": STOPPED,
    "due": WAITING,
    "announced": WAITING,
    "differs": ATTENTION,
    "proposed": WAITING,
    "picked": WAITING,
    "answered": WAITING,
    "visiting": GOOD,
    "short": STOPPED,
    "silent": STOPPED,
    "settled": GOOD,
    "waived": GOOD,
    "reversed": ATTENTION,
    "verified": GOOD,
    "published": GOOD,
    "accepted": GOOD,
    "agreed": GOOD,
    "placed": GOOD,
    "signed": GOOD,
    "sealed": GOOD,
    "running": GOOD,
    "active": GOOD,
    "label": GOOD,
    "distinction": GOOD,
    "decided": GOOD,
    "done": GOOD,
    "kept": GOOD,
    "lifted": GOOD,
    "suspended": ATTENTION,
    "minor": ATTENTION,
    "major": STOPPED,
    "lapsed": ATTENTION,
    "failed": ATTENTION,
    "released": ATTENTION,
    "moved": ATTENTION,
    "declined": STOPPED,
    "refused": STOPPED,
    "withdrawn": STOPPED,
    "stopped": STOPPED,
    "ended_early": STOPPED,
    "cancelled": STOPPED,
    "dropped": STOPPED,
    "discarded": STOPPED,
    "voided": STOPPED,
}


def status_of(thing: Any) -> tuple[str, Any]:
    """The value and the words of a row with a status, or of a member of a closed list itself."""
    if hasattr(thing, "get_status_display"):
        return thing.status, thing.get_status_display()
    return thing.value, thing.label
