"""The label of a parcel, 100 × 150 mm, as a PDF."""

from fpdf import FPDF

from orders.carriers.base import Parcel


def draw(parcel: Parcel, *, carrier: str = "", tracking: str = "") -> bytes:
    """Our own label: who sends what to whom, and the number."""
    sheet = FPDF(unit="mm", format=(100, 150))
    sheet.add_page()
    sheet.set_font("Helvetica", size=12)
    for line in (carrier or parcel.carrier_name, tracking or parcel.tracking, parcel.number, parcel.order):
        sheet.cell(text=line.encode("latin-1", "replace").decode("latin-1"), new_x="LMARGIN", new_y="NEXT")
    return bytes(sheet.output())
