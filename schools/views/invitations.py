"""The city's pages: which schools take part, and inviting one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.access import ActorRequest, require
from marketplace.accounts.models import Invitation, Membership
from marketplace.actor import Role
from marketplace.web.fields import typed
from marketplace.web.submit import submit
from schools.actions.school import invite_school
from schools.filters import SchoolFilter
from schools.forms.school import SchoolInvitationForm
from schools.models import School

PAGE = 50


@require(Role.ADMINISTRATOR)
def school_list(request: ActorRequest) -> HttpResponse:
    """The schools that take part or are invited."""
    members = Membership.objects.filter(organisation=OuterRef("pk"))
    invited = Invitation.objects.open(timezone.now()).filter(organisation=OuterRef("pk"))
    rows = School.objects.visible_to(request.actor).select_related("organisation")
    rows = rows.annotate(takes_part=Exists(members), is_invited=Exists(invited))
    filters = SchoolFilter(request.GET, rows.filter(takes_part=True) | rows.filter(is_invited=True))
    page = Paginator(filters.qs.order_by("organisation__name"), PAGE).get_page(request.GET.get("page"))
    return render(request, "schools/school_list.html", {"page": page, "filters": filters.form})


@require(Role.ADMINISTRATOR)
def school_invite(request: ActorRequest) -> HttpResponse:
    """Find a school by number or name, or type a new one, and invite its director."""
    form = SchoolInvitationForm(request.POST or None, initial=_known(request))
    if request.POST and (school := submit(form, invite_school, by=request.actor)):
        messages.success(request, _("De directeur van %(school)s krijgt een mail.") % {"school": school})
        return redirect("school-list")
    found = SchoolFilter(request.GET, School.objects.visible_to(request.actor).select_related("organisation"))
    asked = request.GET.get("q")
    context = {"form": form, "filters": found.form, "asked": asked}
    context["found"] = found.qs.order_by("organisation__name")[:20] if asked else None
    return render(request, "schools/school_invite.html", context)


def _known(request: ActorRequest) -> dict[str, str]:
    """What the register says about the school that was chosen."""
    number = typed(request.GET.get("number", ""))
    school = School.objects.visible_to(request.actor).filter(institution_number=number).first()
    if school is None:
        return {}
    organisation = school.organisation
    fields = ("name", "street", "postcode", "municipality")
    return {"institution_number": number} | {name: getattr(organisation, name) for name in fields}
