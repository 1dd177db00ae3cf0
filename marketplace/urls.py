"""The addresses of the site; each app names its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("marketplace.web.urls")),
    path("accounts/", include("marketplace.accounts.urls")),
    path("accounts/", include("allauth.urls")),
]
