"""Addresses of the texts."""

from django.urls import path

from marketplace.commitments import views

urlpatterns = [
    path("", views.texts, name="commitment-list"),
    path("<slug:kind>/", views.text, name="commitment-detail"),
    path("<slug:kind>/sign/", views.sign, name="commitment-sign"),
    path("<slug:kind>/new/", views.publish, name="text-publish"),
    path("<slug:kind>/<int:number>/", views.version, name="text-version"),
]
