"""The reference docs that are made from the code: workflow diagrams, the access table, the API schema."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer

from marketplace.workflow import Workflow, workflows

OWN = ("marketplace", "companies", "schools", "labels", "placements")
MADE = "Made from the code by `python manage.py write_docs`; do not edit.\n"


def routes(patterns: list[Any] | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the site with its pattern, ours and those of the libraries."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, path)
        else:
            yield path, pattern


def own_pages() -> list[tuple[str, URLPattern]]:
    """The addresses whose view is one of our functions."""
    return [
        (path, pattern)
        for path, pattern in routes()
        if pattern.callback.__module__.split(".")[0] in OWN and not hasattr(pattern.callback, "cls")
    ]


def who_may_enter(view: Callable[..., Any]) -> str:
    """The roles that a view declares, in words."""
    roles = view.required_roles  # type: ignore[attr-defined]
    if roles is None:
        return "everybody"
    return ", ".join(sorted(roles)) or "everybody with an account"


def access_table() -> str:
    """One row per page: its address, its name and who may enter."""
    rows = [f"| `/{path}` | {pattern.name} | {who_may_enter(pattern.callback)} |" for path, pattern in own_pages()]
    head = "# Who may enter which page\n\n" + MADE + "\n| Address | Name | Roles |\n|---|---|---|\n"
    return head + "\n".join(sorted(rows)) + "\n"


def diagram(workflow: Workflow) -> str:
    """One workflow as a Mermaid state diagram, with who moves next beside it."""
    arrows = [
        f"    {source} --> {row.target}: {row.step} ({', '.join(sorted(row.roles))})"
        for row in workflow.transitions
        for source in row.sources
    ]
    owners = [f"| {status} | {', '.join(roles) or 'nobody'} |" for status, roles in workflow.owners.items()]
    table = "| Status | Moves next |\n|---|---|\n" + "\n".join(owners)
    return f"## {workflow.name}\n\n```mermaid\nstateDiagram-v2\n" + "\n".join(arrows) + f"\n```\n\n{table}\n"


def workflow_diagrams() -> str:
    """All workflow tables as diagrams."""
    tables = [diagram(workflows[name]) for name in sorted(workflows)]
    return "# Workflows\n\n" + MADE + "\n" + "\n".join(tables)


def schema() -> str:
    """The OpenAPI 3.1 schema of the API, as YAML."""
    return OpenApiYamlRenderer().render(SchemaGenerator().get_schema(request=None, public=True)).decode()


def documents() -> dict[str, str]:
    """File name -> content of every generated document."""
    with translation.override("en"):
        return {"access.md": access_table(), "workflows.md": workflow_diagrams(), "openapi.yaml": schema()}
