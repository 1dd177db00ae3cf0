"""An address as a QR code."""

from io import BytesIO

import segno


def qr_svg(address: str, *, scale: int, border: int) -> str:
    """SVG in which a module is `scale` units wide, within a quiet border of so many modules."""
    image = BytesIO()
    segno.make(address, error="m").save(image, kind="svg", scale=scale, border=border)
    return image.getvalue().decode()


def qr_on_paper(address: str) -> str:
    """As letters and agreements print it."""
    return qr_svg(address, scale=4, border=2)
