"""Which forms of workplace learning a programme and a company make together (R03)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from companies.models import Company
from companies.sector_figures import is_maribel
from marketplace.period import Period
from marketplace.reference.models import Figure
from marketplace.workflow import Refusal
from placements.enums import Form
from schools.models import Programme, Student
from schools.rules import contract_forms, form_for


def paid_from_hours(on: date) -> Decimal:
    """The hours a week at the workplace from which a dual form is paid, on a day (figure `work_hours_threshold`)."""
    return Figure.objects.value("work_hours_threshold", on)


def forms_of(programmes: Iterable[Programme], company: Company, on: date) -> set[str]:
    """The forms with real work that these programmes need at this company from a day on."""
    figures = Figure.objects.in_force(on)
    maribel, hours = is_maribel(company.joint_committee_id, figures), figures["work_hours_threshold"]
    return {form for programme in programmes for form in contract_forms(programme, maribel, hours)}


def allowed_forms(programme: Programme, hours: Decimal) -> set[str]:
    """The forms that a request for a programme may ask; OAO or DA depends on the company that says yes."""
    return {*form_for(programme, False, hours), *form_for(programme, True, hours), Form.TEACHER.value}


def usual_form(programme: Programme, hours: Decimal) -> str:
    """The form that a request gets when the coordinator does not choose: the paid one where both are possible."""
    forms = contract_forms(programme, False, hours)
    return next(form for form in (Form.OAO, Form.SAO, Form.STAGE) if form in forms).value


def form_of_person(student: Student, hours: Decimal) -> str:
    """The form that a request of this person gets when the coordinator does not choose."""
    return Form.TEACHER.value if student.is_teacher else usual_form(student.programme, hours)


def lasts_too_long(form: str, period: Period) -> Refusal | None:
    """A SNUFFEL lasts at most a week (figure `snuffel_longest_days`, its last day included)."""
    if form != Form.SNUFFEL:
        return None
    longest = int(Figure.objects.value("snuffel_longest_days", period.starts_on))
    if (period.ends_on - period.starts_on).days < longest:
        return None
    return Refusal("form.snuffel_too_long", _("Een snuffelstage duurt hoogstens %(days)s dagen.") % {"days": longest})
