"""Addresses of labels."""

from django.urls import path, re_path

from labels.views import promises, register

urlpatterns = [
    path("labels/", register.label_register, name="label-register"),
    path("labels/register.csv", register.label_register_csv, name="label-register-csv"),
    path("labels/register.json", register.label_register_json, name="label-register-json"),
    path("labels/own/", promises.label_own, name="label-own"),
    path("labels/promised/", promises.label_promised, name="label-promised"),
    path("labels/promise/", promises.label_promise_school, name="label-promise-school"),
    path("labels/<int:pk>/", register.label_detail, name="label-detail"),
    path("labels/<int:pk>/qr.svg", register.label_qr, name="label-qr"),
    re_path(
        r"^labels/(?P<pk>[0-9]+)/(?P<step>confirm|refuse|suspend|reinstate|withdraw)/$",
        promises.label_step,
        name="label-step",
    ),
    path("sites/<int:pk>/label/", promises.label_promise, name="label-promise"),
]
