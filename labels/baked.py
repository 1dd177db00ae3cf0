"""Reads the credential out of a baked SVG, and refuses images that hold more than a badge; pure."""

from xml.etree import ElementTree

NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
CREDENTIAL = f"{{{NAMESPACE}}}credential"
DRAWN = {"svg", "title", "desc", "g", "rect", "circle", "path", "text"}  # what our own badges are drawn with


class Unreadable(ValueError):  # noqa: N818 -- it is an answer, not a fault
    """No XML, or no credential in it."""


class Tampered(ValueError):  # noqa: N818 -- it is an answer, not a fault
    """An image with parts that our badges do not have, such as a script or a link."""


def credential_in(svg: str) -> str:
    """The text of the credential in an SVG; raises Unreadable or Tampered. Entities are refused unread."""
    if "<!DOCTYPE" in svg or "<!ENTITY" in svg:
        raise Tampered
    try:
        root = ElementTree.fromstring(svg)  # noqa: S314 -- without a document type nothing can be expanded
    except (ElementTree.ParseError, ValueError, RecursionError) as error:
        raise Unreadable from error
    found = root.findall(CREDENTIAL)
    if len(found) > 1 or not all(_is_drawing(element) for element in root.iter() if element not in found):
        raise Tampered
    if not found or not (found[0].text or "").strip():
        raise Unreadable
    return found[0].text or ""


def _is_drawing(element: ElementTree.Element) -> bool:
    names = [name.rpartition("}")[2].lower() for name in element.attrib]
    active = any(name.startswith("on") or name in ("href", "style") for name in names)
    return isinstance(element.tag, str) and element.tag.rpartition("}")[2] in DRAWN and not active
