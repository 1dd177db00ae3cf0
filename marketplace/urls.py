"""The addresses of the site; each app names its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("marketplace.home.urls")),
    path("api/v1/", include("marketplace.api.urls")),
    path("accounts/keys/", include("marketplace.api.pages")),
    path("accounts/", include("marketplace.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("inbox/", include("marketplace.notifications.urls")),
    path("", include("marketplace.billing.urls")),
    path("commitments/", include("marketplace.commitments.urls")),
    path("documents/", include("marketplace.documents.urls")),
    path("", include("companies.urls")),
    path("", include("schools.urls")),
    path("", include("labels.urls")),
    path("", include("placements.urls")),
]
