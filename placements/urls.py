"""Addresses of capacity, requests, matching, offers and placements."""

from django.urls import path

from placements.views import agreed, capacity, capacity_pages, capacity_recognition, place, request

urlpatterns = [
    path("places/", place.place_list, name="place-list"),
    path("places/<int:pk>/", place.place_detail, name="place-detail"),
    path("capacity/", capacity.capacity_list, name="capacity-list"),
    path("capacity/new/", capacity_pages.capacity_new, name="capacity-new"),
    path("capacity/<int:pk>/", capacity.capacity_detail, name="capacity-detail"),
    path("capacity/<int:pk>/edit/<slug:page>/", capacity_pages.capacity_edit, name="capacity-edit"),
    path("capacity/<int:pk>/reserve/", capacity.capacity_reserve, name="capacity-reserve"),
    path("capacity/<int:pk>/copy/", capacity.capacity_copy, name="capacity-copy"),
    path("capacity/<int:pk>/discard/", capacity.capacity_discard, name="capacity-discard"),
    path(
        "capacity/<int:pk>/recognitions/<int:programme_pk>/",
        capacity_recognition.capacity_recognition,
        name="capacity-recognition",
    ),
    path("capacity/<int:pk>/publish/", capacity.capacity_step, {"step": "publish"}, name="capacity-publish"),
    path("capacity/<int:pk>/close/", capacity.capacity_step, {"step": "close"}, name="capacity-close"),
    path("capacity/<int:pk>/reopen/", capacity.capacity_step, {"step": "reopen"}, name="capacity-reopen"),
    path("capacity/reservations/<int:pk>/release/", capacity.reservation_release, name="reservation-release"),
    path("requests/", request.request_list, name="request-list"),
    path("requests/new/", request.request_new, name="request-new"),
    path("requests/<int:pk>/", request.request_detail, name="request-detail"),
    path("requests/<int:pk>/edit/", request.request_edit, name="request-edit"),
    path("requests/<int:pk>/withdraw/", request.request_withdraw, name="request-withdraw"),
    path("requests/agreed/<int:student_pk>/", agreed.agreed_search, name="agreed-search"),
    path("requests/agreed/<int:student_pk>/<int:capacity_pk>/", agreed.agreed_new, name="agreed-new"),
    path("requests/agreed/<int:student_pk>/ask/<int:site_pk>/", agreed.agreed_ask, name="agreed-ask"),
]
