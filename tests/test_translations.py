"""The English catalogue is whole and compiled: nothing untranslated, doubtful or missing from the code."""

import ast
import re
from functools import cache
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
TOPS = ("marketplace", "companies", "schools", "labels", "placements")
CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "pgettext", "ngettext", "npgettext", "ngettext_lazy"}
IN_TEMPLATES = re.compile(r"""{%\s*(?:translate|trans)\s+(?:"([^"]+)"|'([^']+)')""")
PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|{\w+}")


@cache
def catalogue(top):
    with (ROOT / top / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
        return read_po(file, locale="en")


def forms(value):
    return tuple(value) if isinstance(value, tuple | list) else (value,)


@pytest.mark.parametrize("top", TOPS)
def test_every_sentence_is_translated(top):
    missing = [m.id for m in catalogue(top) if m.id and not all(forms(m.string))]
    doubtful = [m.id for m in catalogue(top) if m.id and m.fuzzy]
    assert (missing, doubtful) == ([], [])


@pytest.mark.parametrize("top", TOPS)
def test_placeholders_survive(top):
    for message in catalogue(top):
        if message.id:
            asked = set(PLACEHOLDER.findall(forms(message.id)[-1]))
            assert set(PLACEHOLDER.findall(forms(message.string)[-1])) == asked, message.id


def spoken(compiled, message):
    """What the compiled catalogue answers for a message: one sentence, or singular and plural."""
    if isinstance(message.id, str):
        return (compiled.pgettext(message.context, message.id) if message.context else compiled.gettext(message.id),)
    one, many = message.id
    if message.context:
        return tuple(compiled.npgettext(message.context, one, many, count) for count in (1, 2))
    return tuple(compiled.ngettext(one, many, count) for count in (1, 2))


@pytest.mark.parametrize("top", TOPS)
def test_the_compiled_catalogue_is_fresh(top):
    with (ROOT / top / "locale/en/LC_MESSAGES/django.mo").open("rb") as file:
        compiled = GNUTranslations(file)
    for message in catalogue(top):
        if message.id:
            assert spoken(compiled, message) == forms(message.string), message.id


def in_code(top):
    for path in (ROOT / top).rglob("*.py"):
        if "migrations" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                yield from told(node)


def told(node):
    """The literal sentence of a call of gettext; of one with a context the second argument."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS and node.args:
        argument = node.args[1] if "pgettext" in node.func.id else node.args[0]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            yield argument.value


def in_templates(top):
    for path in [*(ROOT / top).rglob("*.html"), *(ROOT / top).rglob("*.txt")]:
        for double, single in IN_TEMPLATES.findall(path.read_text(encoding="utf-8")):
            yield (double or single).replace("%", "%%")  # as Django keeps it in the catalogue


@pytest.mark.parametrize("top", TOPS)
def test_no_sentence_is_missing_from_the_catalogues(top):
    known = {forms(message.id)[0] for each in TOPS for message in catalogue(each)}
    assert sorted({*in_code(top), *in_templates(top)} - known) == []
