"""Pages about the proofs of study of a student, for the staff of their school."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from marketplace.accounts.access import ActorRequest, require
from marketplace.web.submit import submit
from schools.actions import study_proof as actions
from schools.forms.study_proof import StudyProofForm
from schools.models import Student, StudyProof
from schools.views.school import STAFF


@require(*STAFF)
def study_proof_add(request: ActorRequest, pk: int) -> HttpResponse:
    """Note one proof."""
    student = get_object_or_404(Student.objects.visible_to(request.actor), pk=pk)
    form = StudyProofForm(request.POST or None)
    if request.POST and submit(form, actions.note_proof, student=student, by=request.actor):
        return redirect("student-detail", pk)
    return render(request, "schools/study_proof_form.html", {"form": form, "student": student})


@require(*STAFF)
@require_POST
def study_proof_remove(request: ActorRequest, pk: int) -> HttpResponse:
    """Remove one that was noted by mistake."""
    proof = get_object_or_404(StudyProof.objects.visible_to(request.actor), pk=pk)
    actions.remove_proof(proof=proof, by=request.actor)
    return redirect("student-detail", proof.student_id)
