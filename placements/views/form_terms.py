"""What holds for the forms of workplace learning: pages of the administrator, and the documents of one placement."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from marketplace.web.submit import submit
from placements.actions import form_terms as actions
from placements.enums import Form
from placements.forms.form_terms import DocumentForm, TermsForm
from placements.models import FormDocument, FormTerms, Placement
from placements.rules.documents import papers_of
from placements.views.placement import READERS


@require_safe
@require(Role.ADMINISTRATOR)
def form_list(request: ActorRequest) -> HttpResponse:
    """Every form with its terms today."""
    on = timezone.localdate()
    newest = {row.form: row for row in FormTerms.objects.filter(in_force_on__lte=on).order_by("in_force_on")}
    coming = {row.form: row for row in FormTerms.objects.filter(in_force_on__gt=on).order_by("-in_force_on")}
    rows = [(form, newest[form], coming.get(form)) for form in Form if form in newest]
    return render(request, "placements/form_list.html", {"rows": rows})


@require_safe
@require(Role.ADMINISTRATOR)
def form_detail(request: ActorRequest, form: str) -> HttpResponse:
    """One form: its terms, its documents, and what comes next."""
    return _page(request, form, TermsForm(), DocumentForm())


@require_POST
@require(Role.ADMINISTRATOR)
def form_terms(request: ActorRequest, form: str) -> HttpResponse:
    """Set the next terms."""
    typed = TermsForm(request.POST)
    if submit(typed, actions.set_terms, of=_known(form), by=request.actor) is None:
        return _page(request, form, typed, DocumentForm())
    messages.success(request, _("Bewaard. Het geldt voor overeenkomsten die vanaf die dag getekend worden."))
    return redirect("form-detail", form)


@require_POST
@require(Role.ADMINISTRATOR)
def form_document(request: ActorRequest, form: str) -> HttpResponse:
    """Set how strongly a document is asked from a day on."""
    typed = DocumentForm(request.POST)
    if submit(typed, actions.set_document, of=_known(form), by=request.actor) is None:
        return _page(request, form, TermsForm(), typed)
    messages.success(request, _("Bewaard. Het geldt voor startlijsten die vanaf die dag gemaakt worden."))
    return redirect("form-detail", form)


@require_safe
@require(*READERS)
def placement_documents(request: ActorRequest, pk: int) -> HttpResponse:
    """What the form of a placement asks, and what is there."""
    rows = Placement.objects.visible_to(request.actor).select_related("student", "programme", "registration")
    placement = get_object_or_404(rows, pk=pk)
    context = {"placement": placement, "papers": papers_of(placement, timezone.localdate())}
    return render(request, "placements/placement_documents.html", context)


def _known(form: str) -> str:
    if form not in Form.values:
        raise Http404
    return form


def _page(request: ActorRequest, form: str, terms: TermsForm, document: DocumentForm) -> HttpResponse:
    on = timezone.localdate()
    context = {
        "form_of": Form(_known(form)),
        "history": FormTerms.objects.filter(form=form).order_by("-in_force_on"),
        "documents": FormDocument.objects.holding(form, on),
        "coming": FormDocument.objects.filter(form=form, in_force_on__gt=on).order_by("in_force_on", "pk"),
        "terms_form": terms,
        "document_form": document,
    }
    return render(request, "placements/form_detail.html", context, status=409 if request.POST else 200)
