"""An address written in Latin letters: parts between commas or lines, the larger place last."""

import re

from minishop.regions import places

BOXES = ("province", "city", "district", "street")
STREET = re.compile(
    r"\d|\b(?:road|rd|street|st|avenue|ave|lane|building|room|floor|unit|block|tower|garden|plaza|centre|center"
    r"|lu|jie|district|province|city|county|no)\b",
    re.IGNORECASE,
)
NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,3}")
TITLED = re.compile(r"(?:mr|mrs|ms|miss|mx|dr)\b\.? [^\W\d_][^\d,]*$", re.IGNORECASE)
KINDS = re.compile(
    r"\s+(?:province|city|municipality|district|new area|county|shi|sheng|qu|prefecture|sar)\.?$",
    re.IGNORECASE,
)
COUNTRY = re.compile(r"(?:p\.?\s?r\.?\s?)?china|prc|people's republic of china", re.IGNORECASE)
POSTCODE = re.compile(r"\s+\d{6}$")


def is_street(words: str) -> bool:
    return bool(STREET.search(words))


def sort(text: str, name: str = "") -> dict[str, str]:
    """The boxes of the text; the province may be missing where its city tells it."""
    parts = [part.strip(" .-") for part in re.split(r"[,;\n]+", text)]
    parts = [part for part in parts if part and not COUNTRY.fullmatch(part)]
    titled = [part for part in parts if TITLED.match(part)]
    if not name and titled:
        name = titled[0]
        parts.remove(name)
    if not name and parts and NAME.fullmatch(parts[0]) and not is_street(parts[0]) and not _places(parts[0]):
        name = parts.pop(0)
    province, city = _province_and_city(parts)
    district = _taken(parts, [(one.zh, one.latin) for one in places.districts(province, city)])
    if province and not city and len(parts) > 1 and not is_street(parts[-1]):
        city = parts.pop()
    elif city and not district and len(parts) > 1 and not is_street(parts[-1]):
        district = parts.pop()
    street = ", ".join(parts)
    return {"name": name, "province": province, "city": city, "district": district, "street": street}


def _province_and_city(parts: list[str]) -> tuple[str, str]:
    province = _taken(parts, [(kept, kept) for kept in places.provinces()])
    if province:
        cities = places.cities(province)
        if len(cities) == 1:
            _taken(parts, [(cities[0].zh, cities[0].latin)])
            return province, cities[0].zh
        return province, _taken(parts, [(one.zh, one.latin) for one in cities])
    for part in reversed(parts[1:] if len(parts) > 1 else []):
        known = [(kept, city) for kept, city in _places(part) if city]
        if len(known) == 1:
            parts.remove(part)
            return known[0]
    return "", ""


def _bare(words: str) -> str:
    return KINDS.sub("", POSTCODE.sub("", words)).strip().lower().replace("'", "’")


def _places(words: str) -> list[tuple[str, str]]:
    """(province, city) of each province or city called so."""
    bare = _bare(words)
    found = [(kept, "") for kept in places.provinces() if kept.lower() == bare]
    return found + [
        (kept, city.zh)
        for kept in places.provinces()
        for city in places.cities(kept)
        if city.latin.lower() == bare
    ]


def _taken(parts: list[str], known: list[tuple[str, str]]) -> str:
    """The kept name of the last part that is one of these; the part is gone, a postcode in it stays."""
    for at in range(len(parts) - 1, -1, -1):
        bare = _bare(parts[at])
        for kept, spelled in known:
            if spelled.lower() == bare:
                code = POSTCODE.search(parts.pop(at))
                if code:
                    parts[-1:] = [f"{parts[-1]}{code[0]}"] if parts else [code[0].strip()]
                return kept
    return ""
