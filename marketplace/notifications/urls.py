"""Addresses of the inbox."""

from django.urls import path

from marketplace.notifications import views

urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("preferences/", views.preferences, name="notification-preferences"),
    path("read/", views.read_all, name="inbox-read"),
    path("<int:pk>/open/", views.open_notification, name="notification-open"),
]
