"""What a till's camera sees of a phone: tilted, dim, and squeezed."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageEnhance

FRAME = (1280, 960)
FRAMES = 30


def film(screenshot: bytes, path: Path, *, tilt: float = 11, light: float = 0.55, quality: int = 30) -> Path:
    """A clip of the screenshot in a hand that is not quite still, on a dark counter."""
    phone = Image.open(BytesIO(screenshot)).convert("RGB")
    phone = phone.resize((int(phone.width * FRAME[1] * 0.9 / phone.height), int(FRAME[1] * 0.9)))
    with path.open("wb") as clip:
        for number in range(FRAMES):
            frame = Image.new("RGB", FRAME, (58, 50, 46))
            held = phone.rotate(tilt + (number % 5) * 0.3, expand=True, fillcolor=(58, 50, 46))
            place = ((FRAME[0] - held.width) // 2 + number % 7, (FRAME[1] - held.height) // 2)
            frame.paste(held, place)
            dim = ImageEnhance.Brightness(frame).enhance(light)
            dim.save(clip, "JPEG", quality=quality, subsampling="4:2:0")
    return path
