"""Addresses of the public pages, the dashboard and the health of the service."""

from django.urls import path

from marketplace.home import figures, views

urlpatterns = [
    path("figures/", figures.figures, name="figure-list"),
    path("figures/new/", figures.figure_new, name="figure-new"),
    path("figures/<slug:code>/", figures.figure, name="figure-detail"),
    path("", views.home, name="home"),
    path("dashboard/", views.dashboard, name="dashboard"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("favicon.ico", views.icon, name="icon"),
    path("privacy/", views.privacy, name="privacy"),
    path("transparency/checkpoint", views.transparency, name="transparency-checkpoint"),
    path("health/live", views.live, name="health-live"),
    path("health/ready", views.ready, name="health-ready"),
]
