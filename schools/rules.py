"""Why not, for schools: the forms of a programme, the data arrangement, and numbers that are never stored."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from marketplace.accounts.models import Membership, User
from marketplace.actor import Actor
from marketplace.commitments.actions import is_committed
from marketplace.commitments.models import TextKind
from marketplace.period import Period
from marketplace.workflow import Refusal
from schools.enums import Authority, Channel, Signs, Weeks
from schools.models import Coach, LegalRepresentative, Programme, School, SchoolClass, Student

OPEN_TO_ALL = frozenset({"VISIT", "OBSERVE", "SNUFFEL"})  # any class may visit and watch (circular SO/2015/01)
PREPARES = frozenset({"AANLOOP"})  # for dual students who are willing but not ready yet (circular SO/2019/01)
PAID_FROM_HOURS = Decimal(20)  # the figure work_hours_threshold as it ships (R03)


def form_for(programme: Programme, maribel: bool, paid_from_hours: Decimal = PAID_FROM_HOURS) -> frozenset[str]:
    """The forms that a programme allows (R03); `maribel`: the site's joint committee is under the Social Maribel.

    A visit or watching is open to all, the preparation phase to dual programmes. Where the programme does not decide
    between SAO and the paid form, both are allowed; ask `form_warning` for the sentence. `paid_from_hours` is the
    yearly average a week at the workplace from which the form is paid: the figure `work_hours_threshold` on the day.
    """
    besides = OPEN_TO_ALL | PREPARES if programme.is_dual else OPEN_TO_ALL
    return besides | contract_forms(programme, maribel, paid_from_hours)


def contract_forms(programme: Programme, maribel: bool, paid_from_hours: Decimal = PAID_FROM_HOURS) -> frozenset[str]:
    """The forms with real work: one where the programme decides it, else SAO and the paid form."""
    if not programme.is_dual:
        return frozenset({"STAGE"})
    paid = "DA" if maribel else "OAO"
    if programme.work_hours_a_week is not None:
        return frozenset({paid if programme.work_hours_a_week >= paid_from_hours else "SAO"})
    named = frozenset(programme.forms or ("SAO", "OAO"))
    return (named & {"SAO"}) | (frozenset({paid}) if named & {"OAO", "DA"} else frozenset())


def form_warning(programme: Programme) -> str:
    """One sentence when it is not known which form a dual programme asks for, else nothing."""
    if len(contract_forms(programme, maribel=False)) == 1:
        return ""
    return _(
        "We weten niet hoeveel uur per week deze opleiding gemiddeld op de werkplek vraagt. Onder 20 uur is het een "
        "SAO, vanaf 20 uur een OAO: kijk het na in het curriculumdossier."
    )


def arrangement_signed(school_id: int | None, on: date) -> Refusal | None:
    """A school stores students only when its director has accepted the data arrangement."""
    if is_committed(school_id, TextKind.DATA_ARRANGEMENT, on):
        return None
    return Refusal(
        "school.no_data_arrangement",
        _("Je school kan nog geen leerlingen bewaren: de directeur moet eerst de afspraken over gegevens aanvaarden."),
    )


def is_national_number(text: str) -> bool:
    """Whether this is a well-formed national register number: eleven digits, check digits by mod 97.

    Born from 2000 on, the digit 2 is put in front before dividing (royal decree of 3 April 1984).
    """
    digits = re.sub(r"[\s.\-/]", "", text)
    if not re.fullmatch("[0-9]{11}", digits):
        return False
    base, check = digits[:9], int(digits[9:])
    return check in (97 - int(base) % 97, 97 - int("2" + base) % 97)


def no_national_number(texts: Iterable[str]) -> Refusal | None:
    """Nothing that looks like a national register number is stored."""
    if not any(is_national_number(text) for text in texts):
        return None
    return Refusal(
        "student.national_number",
        _("Dit lijkt een rijksregisternummer, en dat bewaren we niet. Gebruik het leerlingnummer van je school."),
    )


def not_invited_yet(school: School) -> Refusal | None:
    """Only a school without members is invited; members invite their colleagues."""
    if not Membership.objects.filter(organisation=school.pk).exists():
        return None
    return Refusal(
        "school.has_members", _("Deze school doet al mee. Een collega van de school kan nieuwe mensen uitnodigen.")
    )


def ends_after_start(starts_on: date, ends_on: date) -> Refusal | None:
    """Days off end on or after the day they start."""
    if starts_on <= ends_on:
        return None
    return Refusal("day_off.ends_before_start", _("De laatste dag kan niet voor de eerste dag liggen."))


def class_name_free(school_id: int | None, school_year: int, name: str, but: int | None = None) -> Refusal | None:
    """A class name is used once in a school year."""
    same = SchoolClass.objects.filter(school=school_id, school_year=school_year, name=name)
    if not same.exclude(pk__in=[but]).exists():
        return None
    return Refusal("class.name_taken", _("Er is al een klas %(name)s in dit schooljaar.") % {"name": name})


def number_free(student: Student) -> Refusal | None:
    """A number belongs to one student of the school."""
    same = Student.objects.filter(school=student.school_id, number=student.number).exclude(pk=student.pk)
    if not same.exists():
        return None
    return Refusal(
        "student.number_taken",
        _("Leerlingnummer %(number)s is al van een andere leerling.") % {"number": student.number},
    )


def class_and_coach_of_school(student: Student) -> Refusal | None:
    """Class and coach belong to the student's own school."""
    if student.school_class and student.school_class.school_id != student.school_id:
        return Refusal("student.foreign_class", _("Kies een klas van je eigen school."))
    if student.coach and student.coach.school_id != student.school_id:
        return Refusal("student.foreign_coach", _("Kies een trajectbegeleider van je eigen school."))
    return None


def homes_fit(homes: Sequence[tuple[str, str]]) -> Refusal | None:
    """One home for every week, or two that share the weeks."""
    weeks = sorted(each for _postcode, each in homes)
    if weeks in ([], [Weeks.EVERY], [Weeks.EVEN], [Weeks.ODD], [Weeks.EVEN, Weeks.ODD]):
        return None
    return Refusal("student.homes", _("Twee thuisadressen verdelen de weken: één voor de even en één voor de oneven."))


def stand_in_fits(coach: Coach, stand_in: Coach, period: Period, on: date) -> Refusal | None:
    """Another active coach of the school, there on all those days, of whom nobody else stands in already."""
    if stand_in.pk == coach.pk:
        return Refusal("coach.stand_in_self", _("Niemand vervangt zichzelf. Kies een andere begeleider."))
    if stand_in.school_id != coach.school_id or not stand_in.is_active:
        return Refusal("coach.stand_in_foreign", _("Kies iemand die nu leerlingen van je school begeleidt."))
    if period.ends_on < on:
        return Refusal("coach.stand_in_over", _("Deze dagen zijn al voorbij."))
    if any(row.period.overlaps(period) for row in coach.stand_ins.all()):
        return Refusal("coach.stand_in_twice", _("Voor een van deze dagen is er al een vervanger."))
    if any(row.period.overlaps(period) for row in stand_in.stand_ins.all()):
        return Refusal(
            "coach.stand_in_away", _("Deze begeleider is op een van deze dagen zelf weg. Kies iemand anders.")
        )
    return None


def stand_ins_are_there(stand_in: Coach, period: Period) -> Refusal | None:
    """Who stands in for somebody else on those days cannot be away."""
    if not any(row.period.overlaps(period) for row in stand_in.stands_in.all()):
        return None
    return Refusal(
        "coach.stands_in",
        _("Deze begeleider vervangt dan zelf iemand. Stop eerst die vervanging, of kies andere dagen."),
    )


def can_be_given_students(coach: Coach, by: Actor) -> Refusal | None:
    """A coach of one's own school who guides students now."""
    if coach.school_id == by.organisation_id and coach.is_active:
        return None
    return Refusal("coach.not_active", _("Kies iemand die nu leerlingen van je school begeleidt."))


def can_be_invited(person: Student | Coach) -> Refusal | None:
    """An invitation goes to a mail address of somebody without account."""
    if person.user_id:
        return Refusal("invitation.has_account", _("Deze persoon heeft al een account."))
    if not person.email:
        return Refusal("invitation.no_address", _("Vul eerst een mailadres in."))
    return None


def account_free(user: User, student_id: int) -> Refusal | None:
    """One account is of one student."""
    if not Student.objects.filter(user=user).exclude(pk=student_id).exists():
        return None
    return Refusal("student.other_account", _("Dit account is al van een andere leerling."))


def authority_fits(representative: LegalRepresentative) -> Refusal | None:
    """An institution is named, the days follow each other, and nobody else decides alone on one of them."""
    since, until = representative.authority_from_on, representative.authority_until_on
    if representative.authority == Authority.INSTITUTION and not representative.institution.strip():
        return Refusal("representative.no_institution", _("Vul de naam in van de instelling die deze persoon stuurt."))
    if since and until and until < since:
        return Refusal("representative.authority_days", _("Het gezag eindigt voor het begint. Kijk de datums na."))
    if representative.signs == Signs.SOLE and _others_alone(representative, since, until):
        return Refusal("representative.two_alone", _("Iemand anders beslist in die periode al alleen. Kijk na wie."))
    return None


def _others_alone(representative: LegalRepresentative, since: date | None, until: date | None) -> bool:
    """Whether somebody else of the same student decides alone on a day of this period."""
    rows = representative.student.representatives.filter(signs=Signs.SOLE).exclude(pk=representative.pk)
    if until:
        rows = rows.filter(Q(authority_from_on__isnull=True) | Q(authority_from_on__lte=until))
    if since:
        rows = rows.filter(Q(authority_until_on__isnull=True) | Q(authority_until_on__gte=since))
    return rows.exists()


def can_be_reached(representative: LegalRepresentative) -> Refusal | None:
    """The chosen channel has its address."""
    missing: dict[str, bool] = {Channel.MAIL: not representative.email, Channel.PHONE: not representative.phone}
    if not missing.get(representative.channel):
        return None
    return Refusal(
        "representative.unreachable", _("Vul het mailadres of telefoonnummer in waarop je deze persoon bereikt.")
    )


def proof_is_new(student: Student, kind: str, earned_on: date, on: date) -> Refusal | None:
    """A proof has been earned, and is noted once."""
    if earned_on > on:
        return Refusal("study_proof.ahead", _("Deze dag moet nog komen: noteer het bewijs zodra het er is."))
    if student.study_proofs.filter(kind=kind, earned_on=earned_on).exists():
        return Refusal("study_proof.noted", _("Dit studiebewijs is al genoteerd."))
    return None


def diploma_fits(student: Student, on: date) -> Refusal | None:
    """What is noted about the diploma has happened, and the decision comes before the diploma."""
    decided_on, held_on = student.diploma_decided_on, student.diploma_on
    if any(day and day > on for day in (decided_on, held_on)):
        return Refusal("diploma.ahead", _("Deze dag moet nog komen: noteer het diploma zodra het zover is."))
    if decided_on and held_on and held_on < decided_on:
        return Refusal("diploma.before_decision", _("Het diploma komt niet voor de beslissing van de klassenraad."))
    return None
