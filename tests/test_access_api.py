"""Every address of the API x method x principal, with a session and with a key."""

import pytest
from django.db import transaction
from django.test import Client

from marketplace.api.permissions import roles_for
from marketplace.home.generated import routes
from tests.access import ENDPOINTS, Endpoint, Line
from tests.test_access import Principal, World, city  # noqa: F401 -- the fixture

pytestmark = pytest.mark.django_db
BASE = "api/v1/"
ENTERED = {200, 201, 204, 400, 404, 409, 412, 428}
each_endpoint = pytest.mark.parametrize("endpoint", ENDPOINTS.values(), ids=ENDPOINTS)


def endpoints():
    """Address -> view, of the classes that DRF serves."""
    found = {path: pattern.callback for path, pattern in routes() if hasattr(pattern.callback, "cls")}
    return {path.removeprefix(BASE): view for path, view in found.items() if path != BASE}


def agrees(view, endpoint: Endpoint) -> bool:
    """Whether a view lets in whom the table names, and says whether a key may write."""
    built = view.cls(**view.initkwargs)
    methods = {method for method in ("get", "post", "patch", "put", "delete") if hasattr(built, method)}
    is_open = "AllowAny" in {kind.__name__ for kind in built.permission_classes}
    roles = {m: None if is_open else roles_for(built, m.upper()) for m in methods}
    told = {method: line.roles for method, line in endpoint.lines.items()}
    return (roles, bool(getattr(built, "by_person", False))) == (told | _also(methods, told), endpoint.by_person)


def _also(methods: set[str], told: dict) -> dict:
    """Who may PATCH may POST, and the other way round, where the view does both."""
    write = told.get("post", told.get("patch"))
    return dict.fromkeys(methods - {"get"}, write)


def test_the_table_and_the_api_agree():
    views = endpoints()
    differing = [path for path in views.keys() & ENDPOINTS.keys() if not agrees(views[path], ENDPOINTS[path])]
    assert sorted({*(views.keys() ^ ENDPOINTS.keys()), *differing}) == []


def askers(world: World, endpoint: Endpoint, line: Line) -> list[Principal]:
    """Everybody with a session, and every API key that may be made; of what is open to all, just the first two."""
    if line.roles is None:
        return world.principals[:2]
    keys = [
        Principal(f"key of {role}", Client(headers={"Authorization": f"Bearer {secret}"}), role, role)
        for role, secret in world.near.secrets.items()
    ]
    return world.askers(line) + keys


def may(endpoint: Endpoint, method: str, line: Line, who: Principal) -> bool:
    key = who.name.startswith("key")
    return line.lets_in(who.held) and not (key and endpoint.by_person and method != "get")


def ask(world: World, who: Principal, method: str, endpoint: Endpoint, line: Line, *, foreign: bool = False) -> int:
    """The status of one request, after which nothing has happened."""
    own, far = world.near.of(who.of), world.far.of(who.of)
    found = line.addressed(own, far if foreign else own)
    path = "/" + BASE + endpoint.address.replace("int:", "").replace("str:", "")
    for name, value in found.items():
        path = path.replace(f"<{name}>", str(value))
    with transaction.atomic():
        status = getattr(who.client, method)(path, content_type="application/json").status_code
        transaction.set_rollback(True)
    return status


def expected(endpoint: Endpoint, method: str, line: Line, who: Principal) -> set[int]:
    if line.roles is None or (who.name != "anonymous" and may(endpoint, method, line, who)):
        return ENTERED
    return {401} if who.name == "anonymous" else {403}


@each_endpoint
def test_only_the_declared_roles_enter(endpoint, city):  # noqa: F811
    wrong = {}
    for method, line in endpoint.lines.items():
        for who in askers(city, endpoint, line):
            status = ask(city, who, method, endpoint, line)
            if status not in expected(endpoint, method, line, who):
                wrong[who.name, method] = status
    assert wrong == {}


@each_endpoint
def test_what_belongs_to_others_is_not_there(endpoint, city):  # noqa: F811
    found = {}
    for method, line in endpoint.lines.items():
        if line.has_object and not line.others:
            declared = [who for who in askers(city, endpoint, line)[1:] if may(endpoint, method, line, who)]
            own = (ask(city, who, method, endpoint, line) for who in declared)
            assert any(status != 404 for status in own), "nobody reaches what is their own: the rest shows nothing"
            found |= {(w.name, method): ask(city, w, method, endpoint, line, foreign=True) for w in declared}
    assert {key: status for key, status in found.items() if status != 404} == {}
