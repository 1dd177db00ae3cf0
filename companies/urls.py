"""Addresses of companies, sites and mentors."""

from django.urls import path

from companies.views import company, registration, sites

urlpatterns = [
    path("companies/register/", registration.company_register, name="company-register"),
    path("companies/register/<str:number>/", registration.company_register_details, name="company-register-details"),
    path("companies/register/<str:number>/join/", registration.company_join, name="company-join"),
    path("companies/unconfirmed/", registration.company_unconfirmed, name="company-unconfirmed"),
    path("companies/own/", company.company_own, name="company-own"),
    path("companies/own/change/", company.company_change, name="company-change"),
    path("companies/<int:pk>/", company.company_detail, name="company-detail"),
    path("companies/<int:pk>/refuse/", registration.company_refuse, name="company-refuse"),
    path("sites/add/", sites.site_add, name="site-add"),
    path("sites/<int:pk>/", sites.site_detail, name="site-detail"),
    path("sites/<int:pk>/change/", sites.site_change, name="site-change"),
    path("sites/<int:pk>/mentors/add/", sites.mentor_add, name="mentor-add"),
    path("sites/<int:pk>/closures/add/", sites.closure_add, name="closure-add"),
    path("closures/<int:pk>/remove/", sites.closure_remove, name="closure-remove"),
    path("mentors/<int:pk>/change/", sites.mentor_change, name="mentor-change"),
    path("mentors/<int:pk>/invite/", sites.mentor_invite, name="mentor-invite"),
]
