"""Each route of the API lets in the roles that it declares, and nobody else."""

import re

import pytest
from django.urls import get_resolver
from rest_framework.permissions import AllowAny

from marketplace.actor import Role
from marketplace.api.authentication import KeyAuthentication
from marketplace.api.endpoints import NoSuchAddress, OfActor
from marketplace.api.models import KEY_ROLES
from marketplace.api.permissions import roles_for
from tests.factories.accounts import MembershipFactory, city_member
from tests.factories.keys import with_key


def leaves(patterns, prefix=""):
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from leaves(pattern.url_patterns, path)
        elif path.startswith("api/v1/") and issubclass(pattern.callback.cls, OfActor):
            yield path, pattern.callback


ROUTES = dict(leaves(get_resolver().url_patterns))
METHODS = ("get", "post", "patch")
OPEN_TO_ALL = {
    "api/v1/labels/",
    "api/v1/labels/<int:pk>/",
    "api/v1/places/",
    "api/v1/places/<int:pk>/",
    "api/v1/programmes/",
    "api/v1/programmes/<int:pk>/",
    "api/v1/competences/",
    "api/v1/texts/<str:kind>/",
}
EVERY_ACTOR = {
    "api/v1/me/",
    "api/v1/notifications/",
    "api/v1/notifications/read/",
    "api/v1/notifications/<int:pk>/read/",
    "api/v1/companies/register/",  # a person without a role registers the company that gives one
    "api/v1/join-requests/",  # or asks to be let in; reading who asked is for managers
}


def view_of(callback):
    return callback.cls(**callback.initkwargs)


def test_what_is_open_is_listed_here():
    is_open = {path for path, callback in ROUTES.items() if AllowAny in callback.cls.permission_classes}
    assert is_open == OPEN_TO_ALL
    for path in is_open:
        assert [m for m in METHODS if hasattr(ROUTES[path].cls, m)] == ["get"], path


def test_every_other_route_names_its_roles():
    views = {path: view_of(callback) for path, callback in ROUTES.items() if path not in OPEN_TO_ALL}
    nameless = {
        path
        for path, view in views.items()
        if any(hasattr(view, method) and not roles_for(view, method.upper()) for method in METHODS)
    }
    assert nameless == EVERY_ACTOR


@pytest.mark.django_db
@pytest.mark.parametrize("role", KEY_ROLES)
def test_a_key_enters_where_its_role_may(role, monkeypatch):
    member = city_member(role) if role in (Role.LABEL_OFFICER, Role.ADMINISTRATOR) else MembershipFactory(role=role)
    client = with_key(member)
    monkeypatch.setattr(OfActor, "throttle_classes", ())
    for path, callback in ROUTES.items():
        view, address = view_of(callback), "/" + re.sub("<.*?>", "987654", path)
        for method in METHODS:
            if hasattr(view, method):
                answer = getattr(client, method)(address, {}, format="json")
                assert (answer.status_code == 403) == (not may(view, method, role)), (method, path, answer.content)


def may(view, method, role):
    if AllowAny in view.permission_classes:
        return True
    if view.by_person and method != "get":
        return False
    roles = roles_for(view, method.upper())
    return not roles or role in roles


@pytest.mark.django_db
def test_nobody_enters_what_is_not_open(anybody, monkeypatch):
    monkeypatch.setattr(OfActor, "throttle_classes", ())
    for path in ROUTES.keys() - OPEN_TO_ALL:
        view, address = view_of(ROUTES[path]), "/" + re.sub("<.*?>", "987654", path)
        for method in METHODS:
            if hasattr(view, method):
                assert getattr(anybody, method)(address, {}, format="json").status_code == 401, (method, path)


def test_only_keys_and_sessions_are_asked():
    assert KeyAuthentication in NoSuchAddress.authentication_classes
    assert len(NoSuchAddress.authentication_classes) == 2
