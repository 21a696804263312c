"""The app's secret, to be read by a camera or typed by hand."""

import base64
from io import BytesIO

import qrcode


def data_of(text: str) -> str:
    """The QR of the text as an address that holds the picture itself: it is never a file."""
    target = BytesIO()
    qrcode.make(text, box_size=6, border=4).save(target, "PNG")
    return f"data:image/png;base64,{base64.b64encode(target.getvalue()).decode()}"


def grouped(secret: str) -> str:
    """Four signs at a time."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
