"""Addresses of labels."""

from django.urls import include, path, re_path

from labels.views import badge, case, case_own, help_line, offers_allowed, pledge, promises, register, verification

urlpatterns = [
    path("", include("labels.file_urls")),
    path("labels/", register.label_register, name="label-register"),
    path("labels/register.csv", register.label_register_csv, name="label-register-csv"),
    path("labels/register.json", register.label_register_json, name="label-register-json"),
    path("labels/verify/", verification.label_verify, name="label-verify"),
    path("labels/status/<int:number>", badge.label_status_list, name="label-status-list"),
    path(".well-known/did.json", badge.did, name="did"),
    path("labels/own/", promises.label_own, name="label-own"),
    path("labels/promised/", promises.label_promised, name="label-promised"),
    path("labels/promise/", promises.label_promise_school, name="label-promise-school"),
    path("labels/<int:pk>/", register.label_detail, name="label-detail"),
    path("labels/<int:pk>/qr.svg", register.label_qr, name="label-qr"),
    path("labels/<int:pk>/credential.json", badge.label_credential, name="label-credential"),
    path("labels/<int:pk>/badge.svg", badge.label_badge, name="label-badge"),
    path("labels/<int:pk>/sticker.pdf", badge.label_sticker, name="label-sticker"),
    re_path(
        r"^labels/(?P<pk>[0-9]+)/(?P<step>confirm|refuse|suspend|reinstate|withdraw)/$",
        promises.label_step,
        name="label-step",
    ),
    path("sites/<int:pk>/label/", promises.label_promise, name="label-promise"),
    path("labels/offers-allowed/", offers_allowed.offers_allowed, name="offers-allowed"),
    path("labels/cases/", case_own.case_numbers, name="case-numbers"),
    path("cases/", case.case_list, name="case-list"),
    path("cases/<int:pk>/", case.case_detail, name="case-detail"),
    re_path(
        r"^cases/(?P<pk>[0-9]+)/(?P<step>acknowledge|take_over|hear|note_heard|decide|close)/$",
        case.case_step,
        name="case-step",
    ),
    path("cases/<int:pk>/answer/", case_own.case_answer, name="case-answer"),
    path("help-lines/", help_line.help_line_list, name="help-line-list"),
    path("help-lines/<int:pk>/", help_line.help_line_change, name="help-line-change"),
    path("help-lines/<int:pk>/remove/", help_line.help_line_remove, name="help-line-remove"),
    path("pledges/", pledge.pledge_own, name="pledge-own"),
    path("pledges/companies/<int:pk>/", pledge.pledge_company, name="pledge-company"),
    path("pledges/answer/<str:token>/", pledge.pledge_answer, name="pledge-answer"),
    path("labels/dormant/", pledge.dormant, name="label-dormant"),
]
