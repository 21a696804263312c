"""An address pasted whole, sorted into the boxes of the form; what is not recognised is street."""

import re
from functools import cache

from django.utils import translation
from django.utils.translation import gettext

from orders.shipping.provinces import PROVINCES

PHONE = re.compile(r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
LABELS = re.compile(
    r"(收货人|收件人|联系人|姓名|手机号码|手机号|手机|联系电话|电话|所在地区|详细地址|收货地址|地址"
    r"|\b(?:name|mobile|phone|tel|address)\b)\s*[:：]",
    re.IGNORECASE,
)
SUFFIX = "(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)?"
CITY = re.compile(r"\s*([^\s\d市区县]{1,10}?(?:市|自治州|地区|盟))")
DISTRICT = re.compile(r"\s*([^\s\d区县]{1,10}?(?:区|县|旗|市))")
HAN = re.compile(r"[\u4e00-\u9fff]")
NAME_HAN, NAME_LATIN = (
    re.compile(r"[\u4e00-\u9fff·]{2,4}"),
    re.compile(r"[A-Za-z.'’-]+(?: [A-Za-z.'’-]+){1,2}"),
)
#: Cities that are provinces: their city box has the same name.
CITY_PROVINCES = {"Shanghai", "Beijing", "Tianjin", "Chongqing", "Hong Kong", "Macau"}


@cache
def _chinese() -> dict[str, str]:
    """Provinces by their Chinese names."""
    with translation.override("zh-hans"):
        return {gettext(province): province for province in PROVINCES}


def sort(text: str) -> dict[str, str]:
    """The boxes that could be filled: name, phone, province, city, district, street."""
    text = LABELS.sub(" ", text[:500])
    found = {}
    if phone := PHONE.search(text):
        found["phone"] = phone[0]
        text = f"{text[: phone.start()]}\n{text[phone.end() :]}"
    parts = _chinese_parts(text) if HAN.search(text) else _latin_parts(text)
    return found | {name: words for name, words in parts.items() if words}


def _chinese_parts(text: str) -> dict[str, str]:
    """Name, then province, city and district from the left of what remains."""
    words = [word for word in re.split(r"[\s,，;；、]+", text) if word]
    name = next((word for word in words if NAME_HAN.fullmatch(word) and not _province_in(word)[0]), "")
    province, rest = _province_in("".join(word for word in words if word != name))
    city, rest = _take(CITY, rest)
    district, rest = _take(DISTRICT, rest)
    if province in CITY_PROVINCES and not city:
        city = next(chinese for chinese, kept in _chinese().items() if kept == province)
    return {"name": name, "province": province, "city": city, "district": district, "street": rest}


def _province_in(text: str) -> tuple[str, str]:
    """The province at the beginning, and what follows; of a municipality the name may stand twice."""
    for chinese, province in _chinese().items():
        if opened := re.match(rf"(?:中国)?{chinese}{SUFFIX}", text):
            return province, text[opened.end() :]
    return "", text


def _take(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    taken = pattern.match(text)
    return (taken[1], text[taken.end() :].strip()) if taken else ("", text)


def _latin_parts(text: str) -> dict[str, str]:
    """Parts between commas or lines; the province is the last that is one, the district stands before it."""
    words = [word.strip() for word in re.split(r"[,;\n]+", text) if word.strip()]
    known = {province.lower(): province for province in PROVINCES}
    province = next((known[word.lower()] for word in reversed(words) if word.lower() in known), "")
    words = [word for word in words if word.lower() != province.lower() and word.lower() != "china"]
    name = next((word for word in words[:1] if NAME_LATIN.fullmatch(word)), "")
    street = words[1:] if name else words
    district = street.pop() if province and len(street) > 1 and not re.search(r"\d", street[-1]) else ""
    city = province if province in CITY_PROVINCES else ""
    if province and not city:
        city, district = district, ""
    return {
        "name": name, "province": province, "city": city, "district": district, "street": ", ".join(street),
    }  # fmt: skip
