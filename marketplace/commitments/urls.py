"""Addresses of the texts."""

from django.urls import path

from marketplace.commitments import views

urlpatterns = [
    path("", views.texts, name="commitment-list"),
    path("<str:kind>/", views.text, name="commitment-detail"),
    path("<str:kind>/sign/", views.sign, name="commitment-sign"),
    path("<str:kind>/new/", views.publish, name="text-publish"),
    path("<str:kind>/<int:number>/", views.version, name="text-version"),
]
