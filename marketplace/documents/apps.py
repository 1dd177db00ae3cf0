"""Sealed documents."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "marketplace.documents"
