"""Addresses of schools, classes, coaches and students."""

from django.urls import path

from schools.views import class_lists, competences, diplomas, invitations, school, students, study_proofs

urlpatterns = [
    path("schools/", invitations.school_list, name="school-list"),
    path("schools/invite/", invitations.school_invite, name="school-invite"),
    path("schools/own/", school.school_own, name="school-own"),
    path("schools/own/absences/", school.school_absences, name="school-absences"),
    path("schools/own/phone/", school.school_phone, name="school-phone"),
    path("schools/own/sites/add/", school.school_site_add, name="school-site-add"),
    path("schools/own/sites/<int:pk>/change/", school.school_site_change, name="school-site-change"),
    path("schools/own/days-off/add/", school.day_off_add, name="day-off-add"),
    path("schools/own/days-off/<int:pk>/remove/", school.day_off_remove, name="day-off-remove"),
    path("coaches/add/", school.coach_add, name="coach-add"),
    path("coaches/<int:pk>/change/", school.coach_change, name="coach-change"),
    path("coaches/<int:pk>/invite/", school.coach_invite, name="coach-invite"),
    path("programmes/", competences.programme_list, name="programme-list"),
    path("programmes/<int:pk>/competences/", competences.programme_competences, name="programme-competences"),
    path(
        "programmes/<int:pk>/competences/change/",
        competences.programme_competences_change,
        name="programme-competences-change",
    ),
    path("classes/", school.school_class_list, name="school-class-list"),
    path("classes/add/", school.school_class_add, name="school-class-add"),
    path("classes/<int:pk>/change/", school.school_class_change, name="school-class-change"),
    path("students/", students.student_list, name="student-list"),
    path("students/add/", students.student_add, name="student-add"),
    path("students/diplomas/", diplomas.diplomas, name="student-diplomas"),
    path("students/upload/", class_lists.student_upload, name="student-upload"),
    path("students/upload/template/", class_lists.student_upload_template, name="student-upload-template"),
    path("students/upload/<int:pk>/", class_lists.student_upload_preview, name="student-upload-preview"),
    path("students/upload/<int:pk>/apply/", class_lists.student_upload_apply, name="student-upload-apply"),
    path("students/upload/<int:pk>/discard/", class_lists.student_upload_discard, name="student-upload-discard"),
    path("students/<int:pk>/", students.student_detail, name="student-detail"),
    path("students/<int:pk>/change/", students.student_change, name="student-change"),
    path("students/<int:pk>/invite/", students.student_invite, name="student-invite"),
    path("students/<int:pk>/representatives/add/", students.representative_add, name="representative-add"),
    path("students/<int:pk>/proofs/add/", study_proofs.study_proof_add, name="study-proof-add"),
    path("proofs/<int:pk>/remove/", study_proofs.study_proof_remove, name="study-proof-remove"),
    path("representatives/<int:pk>/change/", students.representative_change, name="representative-change"),
    path("representatives/<int:pk>/remove/", students.representative_remove, name="representative-remove"),
]
