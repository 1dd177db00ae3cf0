"""The house's rules for templates: nothing inline, nothing unused, no made-up class, no compared status."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.template.loader import get_template

OWN = [
    Path(app.path) / "templates" for app in apps.get_app_configs() if Path(app.path).is_relative_to(settings.BASE_DIR)
]
OWN = [folder for folder in OWN if ".venv" not in folder.parts and folder.is_dir()]
TEMPLATES = {path.relative_to(folder).as_posix(): path for folder in OWN for path in sorted(folder.rglob("*.*"))}
PAGES = {name: path for name, path in TEMPLATES.items() if name.endswith(".html")}
ASKED_BY_LIBRARIES = {"account/": "account", "allauth/": "account", "django/": "forms", "mfa/": "account"}
ASKED_BY_DJANGO = {"403.html", "403_csrf.html", "404.html", "500.html"}
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)

each_page = pytest.mark.parametrize("name", sorted(PAGES))


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_template_can_be_read(name):
    assert Path(get_template(name).origin.name) == TEMPLATES[name], "another app's template hides this one"


def inline(text: str) -> list[str]:
    """Styles, handlers and scripts that stand in a page."""
    found = re.findall(r"\sstyle\s*=|<style\b|\son[a-z]+\s*=\s*[\"']|javascript:", TAG.sub("", text))
    scripts = re.findall(r"<script\b([^>]*)>", text)
    return found + [script for script in scripts if "src=" not in script and "application/json" not in script]


def compares_status(text: str) -> bool:
    """Whether a page decides by a status."""
    return bool(re.search(r"\.status\s*(==|!=|in\b)", text))


def unused(names, text: str) -> list[str]:
    """The templates that neither a source text nor a library asks for."""
    return [name for name in names if not _is_named(name, text) and not _asked_elsewhere(name)]


def unknown_classes(text: str, css: str) -> set[str]:
    """The classes of a page that the stylesheet does not know."""
    used = re.findall(r'class="([^"]*)"', TAG.sub(" ", text))
    words = {word for value in used for word in value.split() if not word.endswith(("-", "__"))}
    return words - set(re.findall(r"\.([a-z][a-z0-9_-]*)", css))


@each_page
def test_nothing_inline(name):
    assert inline(PAGES[name].read_text()) == []


@each_page
def test_no_status_is_compared(name):
    assert not compares_status(PAGES[name].read_text()), "ask the workflow's steps or pass a fact"


def test_none_is_unused():
    sources = [p for app in apps.get_app_configs() if settings.BASE_DIR in Path(app.path).parents for p in _code(app)]
    assert unused(TEMPLATES, "\n".join(path.read_text() for path in [*sources, *TEMPLATES.values()])) == []


def _is_named(name, text):
    """By its whole name; a mail by its name without suffix, or by what stands before its last underscore."""
    bare = name.removesuffix(".txt")
    beginning = bare.rpartition("_")[0]
    return f'"{name}"' in text or f'"{bare}"' in text or bool(beginning and f'"{beginning}_{{' in text)


def _code(app):
    return [] if ".venv" in Path(app.path).parts else Path(app.path).rglob("*.py")


def _asked_elsewhere(name):
    """A library asks for its own names; a mail has a subject and a body with one prefix."""
    for start, app in ASKED_BY_LIBRARIES.items():
        if name.startswith(start):
            folder = Path(apps.get_app_config(app).path)
            return any((each / "templates" / name).is_file() for each in (folder, folder.parent))
    return name in ASKED_BY_DJANGO


@each_page
def test_every_class_is_in_the_stylesheet(name):
    css = "".join(path.read_text() for path in (settings.BASE_DIR / "marketplace/web/static/web").glob("*.css"))
    assert unknown_classes(PAGES[name].read_text(), css) == set()
