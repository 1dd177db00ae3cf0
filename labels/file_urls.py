"""Addresses of the self-scan, the criteria, and the label files with their evidence."""

from django.urls import path, re_path

from labels.enums import Holder, Theme
from labels.views import (
    application,
    assessment,
    checklist,
    decision,
    evidence,
    moderation,
    note,
    scheme,
    self_scan,
    sitting,
    visit,
)

HOLDERS = "|".join(Holder.values)
THEMES = "|".join(Theme.values)

urlpatterns = [
    path("labels/self-scan/", self_scan.self_scan, name="self-scan"),
    re_path(
        rf"^labels/self-scan/(?P<holder>{HOLDERS})/(?P<theme>{THEMES})/$",
        self_scan.self_scan_page,
        name="self-scan-page",
    ),
    re_path(rf"^labels/self-scan/(?P<holder>{HOLDERS})/result/$", self_scan.self_scan_result, name="self-scan-result"),
    path("labels/criteria/", scheme.scheme_list, name="scheme-list"),
    path("labels/criteria/<int:pk>/", scheme.scheme_detail, name="scheme-detail"),
    re_path(rf"^labels/criteria/new/(?P<holder>{HOLDERS})/$", scheme.scheme_new, name="scheme-new"),
    path("labels/criteria/<int:pk>/edit/", scheme.scheme_edit, name="scheme-edit"),
    path("labels/criteria/<int:pk>/propose/", scheme.scheme_propose, name="scheme-propose"),
    re_path(r"^labels/criteria/(?P<pk>[0-9]+)/(?P<step>publish|send_back)/$", scheme.scheme_step, name="scheme-step"),
    path("labels/criteria/<int:pk>/<slug:code>/", scheme.criterion_edit, name="criterion-edit"),
    path("labels/files/", application.application_list, name="application-list"),
    re_path(rf"^labels/files/new/(?P<holder>{HOLDERS})/$", application.application_start, name="application-start"),
    path("labels/files/<int:pk>/", application.application_detail, name="application-detail"),
    path("labels/files/<int:pk>/sites/", application.application_describe, name="application-describe"),
    path("labels/files/<int:pk>/leave-out/", application.application_leave_out, name="application-leave-out"),
    re_path(
        rf"^labels/files/(?P<pk>[0-9]+)/questions/(?P<theme>{THEMES})/$",
        application.application_questions,
        name="application-questions",
    ),
    re_path(
        r"^labels/files/(?P<pk>[0-9]+)/(?P<step>submit|complete|ask|withdraw|audit|award)/$",
        application.application_step,
        name="application-step",
    ),
    path("labels/files/<int:pk>/team/", assessment.application_team, name="application-team"),
    path("labels/files/<int:pk>/declare/", assessment.application_declare, name="application-declare"),
    path("labels/files/<int:pk>/judge/", assessment.application_audit, name="application-audit"),
    re_path(
        r"^labels/files/(?P<pk>[0-9]+)/judge/(?P<step>hand_in|mend)/$",
        assessment.application_audit_step,
        name="application-audit-step",
    ),
    path("labels/files/<int:pk>/moderation/", moderation.application_moderation, name="application-moderation"),
    re_path(
        r"^labels/settlements/(?P<pk>[0-9]+)/(?P<step>propose|agree|decide)/$",
        moderation.settlement_step,
        name="settlement-step",
    ),
    path("labels/files/<int:pk>/findings/", assessment.finding_new, name="finding-new"),
    re_path(
        r"^labels/findings/(?P<pk>[0-9]+)/(?P<step>close|ask_more)/$", assessment.finding_step, name="finding-step"
    ),
    path("labels/findings/<int:pk>/answer/", assessment.finding_answer, name="finding-answer"),
    path("labels/assignments/<int:pk>/end/", assessment.assignment_end, name="assignment-end"),
    path("labels/files/decide/", sitting.decision_sitting, name="decision-sitting"),
    path("labels/files/<int:pk>/notes/", note.application_notes, name="application-notes"),
    path("labels/files/<int:pk>/visits/", visit.application_visits, name="application-visits"),
    path("labels/files/<int:pk>/visits/new/", visit.visit_plan, name="visit-plan"),
    path("labels/files/<int:pk>/interviews/new/", visit.interview_new, name="interview-new"),
    path("labels/places/<int:pk>/checklist/", checklist.place_checklist, name="place-checklist"),
    path("labels/checklist-worker.js", checklist.checklist_worker, name="checklist-worker"),
    path("labels/visits/<int:pk>/", visit.visit_detail, name="visit-detail"),
    path("labels/visits/<int:pk>/visit.ics", visit.visit_calendar, name="visit-calendar"),
    path("labels/visits/<int:pk>/change/", visit.visit_change, name="visit-change"),
    path("labels/visits/<int:pk>/cancel/", visit.visit_cancel, name="visit-cancel"),
    path("labels/files/<int:pk>/decide/", decision.application_decide, name="application-decide"),
    path("labels/files/<int:pk>/review/", decision.application_review, name="application-review"),
    path("labels/files/<int:pk>/size/", assessment.application_size, name="application-size"),
    path("labels/files/<int:pk>/send-back/", decision.application_send_back, name="application-send-back"),
    path("labels/files/<int:pk>/body/", decision.application_body, name="application-body"),
    path("labels/answers/<int:pk>/evidence/", evidence.evidence_list, name="evidence-list"),
    path("labels/answers/<int:pk>/evidence/file/", evidence.evidence_file, name="evidence-file"),
    path("labels/answers/<int:pk>/evidence/seen/", evidence.evidence_seen, name="evidence-seen"),
    path("labels/evidence/<int:pk>/", evidence.evidence_read, name="evidence-read"),
    path("labels/evidence/<int:pk>/remove/", evidence.evidence_remove, name="evidence-remove"),
]
