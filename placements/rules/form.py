"""Which forms of workplace learning a company and a programme make together (R03)."""

from collections.abc import Iterable

from companies.models import Company
from placements.enums import Form
from schools.models import Programme
from schools.rules import contract_forms


def forms_of(programmes: Iterable[Programme], company: Company) -> set[str]:
    """The forms with real work that these programmes need at this company."""
    committee = company.joint_committee
    maribel = committee is not None and committee.is_maribel
    return {form for programme in programmes for form in contract_forms(programme, maribel)}


def allowed_forms(programme: Programme) -> set[str]:
    """The forms that a request for a programme may ask; OAO or DA depends on the company that says yes."""
    asked = contract_forms(programme, maribel=False) | contract_forms(programme, maribel=True)
    return {Form.VISIT.value, Form.OBSERVE.value, *asked}


def usual_form(programme: Programme) -> str:
    """The form that a request gets when the coordinator does not choose: the paid one where both are possible."""
    forms = contract_forms(programme, maribel=False)
    return next(form for form in (Form.OAO, Form.SAO, Form.STAGE) if form in forms).value
