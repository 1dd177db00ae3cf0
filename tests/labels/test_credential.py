"""The badge as a pure document: its shape, its proof, and that nothing in it can be changed."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from labels import credential
from labels.credential import LIST_BITS, Claim, NotOurs, badge, claim_of, did_web, place, positions
from labels.proof import BASE58, from_base58, from_multikey, holds, multikey, secure, to_base58

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
CREATED = "2026-11-22T10:00:00Z"
CLAIM = Claim(
    number="urn:uuid:5e6a1c1e-8f3b-4a52-9c43-0f30a6d1b001",
    issuer="did:web:label.example",
    home="https://label.example",
    page="https://label.example/labels/7/",
    holder="Bakkerij Demo, Hoofdzetel (2018 Antwerpen)",
    level="distinction",
    level_name="label met onderscheiding",
    rules="Versie 1",
    valid_from="2025-12-31T23:00:00Z",
    valid_until="2028-08-31T22:00:00Z",
    position="5",
)
SIGNED = secure(badge(CLAIM), key=KEY, method=f"{CLAIM.issuer}#{multikey(KEY.public_key())}", created=CREATED)


def is_accepted(document: dict[str, Any]) -> bool:
    """As everybody checks a badge: its shape, then its proof."""
    try:
        claim_of(document)
    except NotOurs:
        return False
    return holds(document, key=KEY.public_key())


def nodes(value: Any, path: tuple = ()) -> Iterator[tuple]:
    """The path of every value in a document, the containers too."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, child in inside:
        yield (*path, name)
        yield from nodes(child, (*path, name))


def at(document: Any, path: tuple) -> Any:
    for name in path:
        document = document[name]
    return document


def mutations() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every document that differs from the signed one in one value: changed, removed, retyped or added."""
    for path in nodes(SIGNED):
        *above, last = path
        old = at(SIGNED, path)
        for name, new in {"changed": _other(old), "nulled": None, "wrapped": [old], "emptied": ""}.items():
            document = deepcopy(SIGNED)
            at(document, above)[last] = new
            yield f"{name} {path}", document
        document = deepcopy(SIGNED)
        del at(document, above)[last]
        yield f"removed {path}", document
    for path in [(), *nodes(SIGNED)]:
        document = deepcopy(SIGNED)
        container = at(document, path)
        if isinstance(container, dict):
            for extra in ({"extra": "x"}, {"description2": "x"}, {"@context": {}}, {"image": "https://x.example/"}):
                added = deepcopy(document)
                at(added, path).update(extra)
                yield f"added {extra} at {path}", added
        elif isinstance(container, list):
            container.append("urn:x:y")
            yield f"added to {path}", document


def _other(value: Any) -> Any:
    if isinstance(value, str):
        return f"{value}x" if not value.endswith("Z") else value.replace("20", "21", 1)
    return {"id": "urn:x:y"} if isinstance(value, dict) else [*value[::-1], "urn:x:y"]


def test_the_badge_is_accepted_whatever_the_order_of_its_members():
    assert is_accepted(SIGNED)
    assert is_accepted(json.loads(json.dumps(SIGNED, sort_keys=True, indent=2)))


def test_every_changed_removed_or_added_value_is_refused():
    tried = list(mutations())
    assert len(tried) > 250
    assert [name for name, document in tried if is_accepted(document)] == []


def test_the_proof_alone_covers_every_claim():
    """Without the check of the shape: a badge that says something else is not the one that was signed."""
    for name in Claim.__dataclass_fields__:
        said = CLAIM.__dict__ | {name: "6" if name == "position" else _other(CLAIM.__dict__[name])}
        document = badge(Claim(**said)) | {"proof": SIGNED["proof"]}
        assert not holds(document, key=KEY.public_key()), name


def test_another_key_proves_nothing():
    assert not holds(SIGNED, key=Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key())


@pytest.mark.parametrize("context", ["https://evil.example/context", "https://www.w3.org/ns/credentials/v1"])
def test_contexts_are_never_fetched(context):
    assert not holds({**SIGNED, "@context": [context]}, key=KEY.public_key())


def test_a_claim_comes_back_as_it_went_in():
    assert claim_of(SIGNED) == CLAIM
    assert claim_of(badge(CLAIM)) == CLAIM


@given(st.integers(0, 10 * LIST_BITS), st.sampled_from(credential.PURPOSES))
def test_a_place_in_a_list_is_found_back(position, purpose):
    number, bit = place(position, purpose)
    found, held = positions(number)
    assert (found, held[bit]) == (purpose, position)


@given(st.binary(max_size=64))
def test_base58_there_and_back(raw):
    text = to_base58(raw)
    assert set(text) <= set(BASE58)
    assert from_base58(text) == raw


def test_a_key_there_and_back():
    text = multikey(KEY.public_key())
    assert text.startswith("z6Mk")
    assert from_multikey(text).public_bytes_raw() == KEY.public_key().public_bytes_raw()
    with pytest.raises(ValueError, match="no Ed25519"):
        from_multikey("z" + to_base58(b"\x12\x00" + bytes(33)))


def test_a_did_of_an_address_with_and_without_port():
    assert did_web("https://label.example") == "did:web:label.example"
    assert did_web("http://127.0.0.1:8000") == "did:web:127.0.0.1%3A8000"
