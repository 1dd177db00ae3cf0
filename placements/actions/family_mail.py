"""Mail to a student without an account and to representatives, with the help text in their own language."""

from datetime import date
from typing import Any

from marketplace.mail.actions import queue
from placements.enums import Form
from placements.family_news import news_of
from placements.family_texts import SOURCE, found, texts_of, translated
from placements.models import Agreement, Placement
from placements.rules import link as rules
from placements.rules.placement import is_minor
from placements.rules.signatory import of_minor
from schools.enums import Channel
from schools.models import LegalRepresentative, Student

Person = Student | LegalRepresentative


def people_of(placement: Placement, on: date) -> list[Person]:
    """The student without an account, and the representatives with a say on this day or something to read."""
    student = placement.student
    keys = set(of_minor(placement, on).allowed) if is_minor(placement, on) else set()
    keys |= rules.readers(placement)
    return [*([] if student.user_id else [student]), *student.representatives.filter(pk__in=keys).order_by("pk")]


def is_reached_by_mail(person: Person) -> bool:
    """Whether they have an address, and chose mail."""
    return bool(person.email) and getattr(person, "channel", Channel.MAIL) == Channel.MAIL


def mail_to(
    placement: Placement, person: Person, template: str, agreement: Agreement | None = None, url: str = ""
) -> bool:
    """Mail the address in Dutch, with the help text in the person's own language; whether a mail was queued."""
    if not is_reached_by_mail(person):
        return False
    language = getattr(person, "language", SOURCE)
    text, help_text = texts_of(SOURCE, is_teacher=placement.form == Form.TEACHER), translated(language)
    context: dict[str, Any] = {"url": url, "text": text, "help": help_text, "title": rules.title_of(placement.form)}
    context |= {"found": found(text, placement.form), "help_found": help_text and found(help_text, placement.form)}
    is_child = not isinstance(person, Student)
    context["news"] = news_of(placement, agreement, text, SOURCE, is_child=is_child)
    if help_text:
        context["help_news"] = news_of(placement, agreement, help_text, language, is_child=is_child)
    queue(template, to=person.email, language=SOURCE, context=context)
    return True


def mail_early_end(*, placement: Placement, on: date) -> int:
    """Tell the family without an account that it stopped, from when and whom to call; never why. The mails."""
    told = [row for row in people_of(placement, on) if is_reached_by_mail(row) and rules.reads_on(placement, row, on)]
    return len([mail_to(placement, row, "placements/ended_mail") for row in told])
