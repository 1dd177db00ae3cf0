"""Addresses of documents."""

from django.urls import path

from marketplace.documents import views

urlpatterns = [
    path("verify/", views.document_verify, name="document-verify"),
    path("certificates/", views.document_certificates, name="document-certificates"),
]
