"""Provinces, cities and districts of China, read once from `china.json`.

A province is kept by its English name, as orders and delivery zones keep it; a city and a district by
their Chinese names, which is what a courier reads.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language, gettext


@dataclass(frozen=True, slots=True)
class Place:
    """A city or a district: its code of GB/T 2260, its name, and the name in Latin letters."""

    code: str
    zh: str
    latin: str
    districts: tuple["Place", ...] = ()

    @property
    def called(self) -> str:
        """The name as the reader says it: “Hangzhou 杭州市” to those who don't read Chinese."""
        return self.zh if (get_language() or "").startswith("zh") else f"{self.latin} {self.zh}"

    def answers_to(self, name: str) -> bool:
        """Whether the name, in Chinese or Latin letters, with or without what kind of place it is, is its."""
        asked = name.strip().lower().replace("'", "’")
        return asked in {self.zh, self.latin.lower()} or (len(asked) > 1 and asked == self.zh[:-1])


@dataclass(frozen=True, slots=True)
class Checked:
    """A triple as it is kept. `unknown` names the first part that is not on the map: "province", "city",
    "district"; "" when all are."""

    province: str
    city: str
    district: str
    unknown: str = ""


@cache
def _china() -> dict[str, tuple[str, tuple[Place, ...]]]:
    """Province → its Chinese name and its cities."""
    read = json.loads(Path(__file__).with_name("china.json").read_text(encoding="utf-8"))["provinces"]
    return {
        province: (
            told["zh"],
            tuple(
                Place(code, zh, latin, tuple(Place(*district) for district in districts))
                for code, zh, latin, districts in told["cities"]
            ),
        )
        for province, told in read.items()
    }


def provinces() -> dict[str, str]:
    """Chinese names by the names that are kept."""
    return {province: zh for province, (zh, _cities) in _china().items()}


def cities(province: str) -> tuple[Place, ...]:
    """In the order of their codes; none of a province that is not there."""
    return _china().get(province, ("", ()))[1]


def city(province: str, name: str) -> Place | None:
    return next((one for one in cities(province) if one.answers_to(name)), None)


def districts(province: str, name: str) -> tuple[Place, ...]:
    """Of the city of that name; none where it is not known or has none."""
    found = city(province, name)
    return found.districts if found else ()


def place(province: str, city_name: str = "", district: str = "") -> Checked:
    """The triple with the names a courier reads, and the first part the map does not know.

    A part that was left empty is not unknown, nor is a part of a city without districts.
    """
    if province not in _china():
        return Checked(province, city_name, district, "province")
    found = city(province, city_name)
    if found is None:
        return Checked(province, city_name, district, "city" if city_name else "")
    part = next((one for one in found.districts if one.answers_to(district)), None)
    unknown = "district" if district and found.districts and part is None else ""
    return Checked(province, found.zh, part.zh if part else district, unknown)


def in_words(province: str, city_name: str, district: str) -> str:
    """The region as a courier reads it, in the reader's language; a municipality is named once."""
    told = gettext(province) if province else ""
    is_city = len(cities(province)) == 1 and city_name.startswith((told, province))
    return " ".join(part for part in ("" if is_city else told, city_name, district) if part)
