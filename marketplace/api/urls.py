"""The addresses of the API, version 1: the schema, its readable form, and the room of every app."""

from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from marketplace.api.endpoints import OPEN, NoSuchAddress

SCHEMA = {"permission_classes": OPEN, "authentication_classes": ()}

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(**SCHEMA), name="api-schema"),
    path(
        "docs/",
        SpectacularSwaggerSplitView.as_view(url_name="api-schema", template_name="api/docs.html", **SCHEMA),
        name="api-docs",
    ),
    path("", include("marketplace.api.own")),
    path("", include("marketplace.api.join_requests")),
    path("", include("companies.api.urls")),
    path("", include("schools.api.urls")),
    path("", include("labels.api.urls")),
    path("", include("placements.api.urls")),
    re_path("", NoSuchAddress.as_view()),
]
