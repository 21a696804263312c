"""One block as it is shown: what it does not say or show itself, the rows it leads to lend."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import ngettext

from catalog.pages.gathering import Led
from catalog.pages.models import Block
from catalog.pictures.models import Picture
from catalog.products.models import Product

Kind = Block.Kind
#: Blocks that say what is so now, and are written for each visit.
FRESH = {Kind.STORE, Kind.DROP}
SOON = timedelta(days=2)  # from then on seconds are counted


@dataclass(frozen=True, slots=True)
class Part:
    """`key` names what it says on the shelf, empty for what is not kept."""

    led: Led
    key: str
    is_first: bool
    now: datetime

    @property
    def block(self) -> Block:
        return self.led.block

    @property
    def template(self) -> str:
        return f"catalog/pages/blocks/{self.block.kind}.html"

    @property
    def id(self) -> str:
        return f"b{self.block.pk or self.block.position}"

    @property
    def picture(self) -> Picture | None:
        lent = self.piece.cover if self.block.kind == Kind.DROP else None
        return self.block.picture or (self.block.story.picture if self.block.story else lent)

    @property
    def href(self) -> str:
        """Where it leads: its own link, or the page of what it shows."""
        row = self.piece if self.block.kind == Kind.DROP else self.block.story or self.block.collection
        return self.block.link or (row.get_absolute_url() if row else "")

    @property
    def title(self) -> str:
        return self._said("title")

    @property
    def kicker(self) -> str:
        return self._said("kicker", "subtitle")

    @property
    def action(self) -> str:
        return self._said("action")

    @property
    def summary(self) -> str:
        """Plain words where the block has no text of its own."""
        return "" if self.block.t.text else self._said("summary", "")

    def _said(self, name: str, of_piece: str = "title") -> str:
        """The block's own words, or its story's, collection's or announced piece's."""
        own = getattr(self.block.t, name, "")
        if own:
            return own
        lender: Any = self.block.story or self.block.collection
        if lender is None and self.block.kind == Kind.DROP and of_piece and name != "action":
            return getattr(self.piece.t, of_piece)
        return getattr(lender.t, name, "") if lender else ""

    # A piece to come

    @property
    def piece(self) -> Product:
        return self.led.pieces[0]

    @property
    def opens_at(self) -> datetime | None:
        """When its piece is on sale, while that is to come."""
        moment = self.piece.published_at
        return moment if moment and moment > self.now else None

    @property
    def is_soon(self) -> bool:
        return self.opens_at is not None and self.opens_at - self.now <= SOON

    @property
    def ends(self) -> datetime | None:
        """The first whole second at which the piece is on sale."""
        return self.opens_at.replace(microsecond=0) + timedelta(seconds=1) if self.opens_at else None

    @property
    def opens_in(self) -> str:
        days = (self.opens_at - self.now).days if self.opens_at else 0
        return ngettext("In %(count)s day", "In %(count)s days", days) % {"count": days}
