"""Addresses of letters, and of requests to correct, objections and appeals with their panel."""

from django.urls import path, re_path

from labels.enums import AppealKind, PanelPlace
from labels.views import appeal, letter, panel

KINDS = "|".join(AppealKind.values)
PLACES = "|".join(PanelPlace.values)

urlpatterns = [
    path("labels/files/sites/<int:pk>/letter/", letter.decision_letter, name="decision-letter"),
    re_path(
        rf"^labels/files/sites/(?P<pk>[0-9]+)/appeal/(?P<kind>{KINDS})/$", appeal.appeal_lodge, name="appeal-lodge"
    ),
    re_path(
        rf"^labels/(?P<pk>[0-9]+)/appeal/(?P<kind>{KINDS})/$", appeal.appeal_lodge_label, name="appeal-lodge-label"
    ),
    path("labels/measures/<int:pk>/letter/", letter.measure_letter, name="measure-letter"),
    path("labels/appeals/", appeal.appeal_list, name="appeal-list"),
    path("labels/appeals/<int:pk>/", appeal.appeal_detail, name="appeal-detail"),
    path("labels/appeals/<int:pk>/letter/", letter.appeal_letter, name="appeal-letter"),
    path("labels/appeals/<int:pk>/papers/", appeal.appeal_add_paper, name="appeal-add-paper"),
    path("labels/appeals/papers/<int:pk>/", appeal.appeal_paper, name="appeal-paper"),
    path("labels/appeals/<int:pk>/withdraw/", appeal.appeal_withdraw, name="appeal-withdraw"),
    path("labels/appeals/<int:pk>/panel/", panel.appeal_panel, name="appeal-panel"),
    re_path(
        rf"^labels/appeals/(?P<pk>[0-9]+)/panel/(?P<place>{PLACES})/$", panel.appeal_replace, name="appeal-replace"
    ),
    path("labels/appeals/<int:pk>/declare/", panel.appeal_declare, name="appeal-declare"),
    path("labels/appeals/<int:pk>/vote/", panel.appeal_vote, name="appeal-vote"),
]
