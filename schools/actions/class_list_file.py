"""Hand in the file of a class list: a short one is read at once, a long one by a worker."""

from django.conf import settings
from django.db import transaction
from django.utils import translation

from marketplace.actor import SYSTEM, Actor
from marketplace.audit.actions import record, record_refused
from marketplace.jobs.actions import enqueue
from marketplace.tables import MOST_BYTES, count_rows
from marketplace.workflow import Refused
from schools.actions.class_list import allow_time, begin_class_list, judge, keep_reading, upload_class_list
from schools.class_list.reading import Reading, Tell
from schools.models import ClassList, ClassListFile, School

READ_AT_ONCE = 2_000  # rows; reading them takes about a second


@transaction.atomic
def send_class_list(*, school: School, data: bytes, filename: str, school_year: int, by: Actor) -> ClassList:
    """Judge a file and keep the result for a day, or let a worker do so when it is long; no student changes.

    Refused: as `upload_class_list`. What is wrong with a long file stands in `ClassList.fault` afterwards.
    """
    rows = count_rows(data, filename)
    if rows <= READ_AT_ONCE or len(data) > MOST_BYTES:
        return upload_class_list(school=school, data=data, filename=filename, school_year=school_year, by=by)
    class_list = begin_class_list(school=school, school_year=school_year, by=by, to_read=rows)
    ClassListFile.objects.create(class_list=class_list, name=filename[-200:], data=data)
    record("class_list.sent", subject=class_list, by=by)
    enqueue("read_class_list", class_list_id=class_list.pk)
    return class_list


def read_sent_list(class_list_id: int) -> None:
    """Judge a long file; when a worker is lost the file stays, and the next one begins again."""
    lists = ClassList.objects.filter(pk=class_list_id, to_read__isnull=False)
    file = ClassListFile.objects.select_related("class_list__school", "class_list__uploaded_by")
    if sent := file.filter(class_list__in=lists).first():
        sender = sent.class_list.uploaded_by
        with translation.override(sender.language if sender else settings.LANGUAGE_CODE):
            _judge(sent, lambda count: lists.update(rows_read=count))


def _judge(sent: ClassListFile, tell: Tell) -> None:
    try:
        reading = judge(sent.class_list, bytes(sent.data), sent.name, tell)
    except Refused as refused:
        record_refused(refused.code, subject=sent.class_list, by=SYSTEM)
        _finish(sent, fault=str(refused.refusal.sentence))
    else:
        _finish(sent, reading)


@transaction.atomic
def _finish(sent: ClassListFile, reading: Reading | None = None, fault: str = "") -> None:
    """Keep what was judged and forget the file, unless the list was thrown away meanwhile."""
    locked = ClassList.objects.select_for_update(of=("self",)).get(pk=sent.pk)
    if not locked.is_being_read:
        return
    allow_time()
    ClassListFile.objects.filter(pk=sent.pk).delete()
    locked.to_read, locked.fault = None, fault
    locked.save(update_fields=["to_read", "fault"])
    if reading:
        keep_reading(locked, reading, SYSTEM)
