"""A finished file as a reader meets it: its words, its pages as pictures, the codes on them."""

import pypdfium2
import zxingcpp
from PIL import Image


def pages(data: bytes) -> list[str]:
    """The words of each page."""
    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def words(data: bytes) -> str:
    """All its words, in rows as they were set."""
    return "\n".join(pages(data))


def pictures(data: bytes, scale: float = 2) -> list[Image.Image]:
    return [page.render(scale=scale).to_pil() for page in pypdfium2.PdfDocument(data)]


def sizes(data: bytes) -> list[tuple[int, int]]:
    """Each page's width and height in millimetres."""
    pages = list(pypdfium2.PdfDocument(data))
    return [tuple(round(points / 72 * 25.4) for points in page.get_size()) for page in pages]


def codes(data: bytes) -> list[str]:
    """What a scanner reads from the pages, at what a cheap printer draws."""
    return [code.text for page in pictures(data, scale=203 / 72) for code in zxingcpp.read_barcodes(page)]


def lowest(data: bytes, words: str) -> float:
    """How far above the first page's foot the last row with these words ends, in points."""
    return min(bottom for bottom, _top in _places(data, words))


def highest(data: bytes, words: str) -> float:
    """How far above the first page's foot the first row with these words begins, in points."""
    return max(top for _bottom, top in _places(data, words))


def _places(data: bytes, words: str) -> list[tuple[float, float]]:
    page = pypdfium2.PdfDocument(data)[0].get_textpage()
    boxes = [page.get_rect(n) for n in range(page.count_rects())]
    return [(box[1], box[3]) for box in boxes if words in page.get_text_bounded(*box)]
