"""Finds where in a text province, city and district stand one after the other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from minishop.regions import places
from minishop.regions.places import Place

#: Traditional characters that occur in places' names; each stands at the place of its own in the other.
TRADITIONAL = str.maketrans(
    "臺灣廣東門區縣滬蘇陝甘肅寧濱爾瀋陽連鐵嶺遼營鞍撫順錦長無錫揚鎮鹽淮連雲紹興麗溫嘉龍巖漳廈貴遵義島維濟煙濰臨沂鄭"
    "開許陰漢黃岡荊峽襄湘潭衡邵張郴懷婁韶頭莞慶瓊儋樂瀘綿內達資眉銅畢節雙納納麥騰楚紅澤蘭銀觀圍軍環葵離將",
    "台湾广东门区县沪苏陕甘肃宁滨尔沈阳连铁岭辽营鞍抚顺锦长无锡扬镇盐淮连云绍兴丽温嘉龙岩漳厦贵遵义岛维济烟潍临沂郑"
    "开许阴汉黄冈荆峡襄湘潭衡邵张郴怀娄韶头莞庆琼儋乐泸绵内达资眉铜毕节双纳纳麦腾楚红泽兰银观围军环葵离将",
)
BETWEEN = re.compile(r"[\s,、/|>·\-]*(?:市辖区|(?:省|自治区)?直辖县(?:级行政区划)?)?[\s,、/|>·\-]*")
#: A part of a city that the map does not have, told by its last characters.
PART = re.compile(
    r"[\u4e00-\u9fff]{2,9}?(?:新区|开发区|高新区|合作区|示范区|工业园区)|[\u4e00-\u9fff]{1,3}(?<![小社校园厂景街片老])[区县旗]"
)
OTHER_CITY = re.compile(r"[\u4e00-\u9fff]{2,7}?(?:市|自治州|地区|盟)")
#: What stands after a word that is part of a street's name, and so of no place's.
OF_A_STREET = re.compile(r"[东南西北中]?[一二三四]?大?[路街道巷弄]|政府|[前后]街")
#: Whose autonomy a prefecture or county is, as its long name says.
PEOPLES = (
    "各族|壮|回|满|维吾尔|苗|彝|土家|藏|蒙古|侗|布依|瑶|白|朝鲜|哈尼|黎|哈萨克|傣|畲|傈僳|东乡|仡佬|拉祜|佤|水|纳西|羌|土|仫佬"
    "|锡伯|柯尔克孜|景颇|达斡尔|撒拉|布朗|毛南|塔吉克|普米|怒|鄂温克|鄂伦春|裕固|保安|独龙|各"
)
LONG = re.compile(rf"(?:(?:{PEOPLES})族?)+自治[州县旗]$|地区$|新区$|[市盟县区]$")
SPECIAL = {"内蒙": "Inner Mongolia", "香港": "Hong Kong", "澳门": "Macau"}
KINDS = re.compile(r"(?:(?:壮族|回族|维吾尔)?自治区|特别行政区|[省市])$")


@dataclass(frozen=True, slots=True)
class Chain:
    """Where places are named, from `start` to `end`; `weight` says how sure that is."""

    start: int
    end: int
    province: str = ""
    city: str = ""
    district: str = ""
    weight: float = 0

    def then(self, end: int, weight: float, **named: Any) -> "Chain":
        return replace(self, end=end, weight=self.weight + weight, **named)


@cache
def _provinces() -> list[tuple[str, str]]:
    """(Chinese name, long or short, kept name), the longest first."""
    names = dict(SPECIAL)
    for kept, zh in places.provinces().items():
        short = KINDS.sub("", zh)
        names |= {zh: kept, short: kept, f"{short}市" if zh.endswith("市") else f"{short}省": kept}
    return sorted(names.items(), key=lambda pair: -len(pair[0]))


@cache
def _elsewhere() -> dict[str, list[tuple[str, str, str]]]:
    """First two characters → (name, province, city) of cities and districts, the longest first."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for province in places.provinces():
        for city in places.cities(province):
            for one in (city, *city.districts):
                found.setdefault(one.zh[:2], []).append((one.zh, province, city.zh))
    return {start: sorted(rows, key=lambda row: -len(row[0])) for start, rows in found.items()}


def chains(text: str) -> Iterator[Chain]:
    """Each place in the text at which places are named."""
    plain = text.translate(TRADITIONAL)
    for start in range(len(plain)):
        if not "\u4e00" <= plain[start] <= "\u9fff":
            continue
        begins = start == 0 or not "\u4e00" <= plain[start - 1] <= "\u9fff"
        chain = _from_province(plain, start) or _without_province(plain, start)
        if chain:
            yield replace(chain, weight=chain.weight - (0 if begins else 4) - start / 1000)


def _from_province(text: str, start: int) -> Chain | None:
    at = start + (2 if text.startswith("中国", start) else 0)
    found = next(((zh, kept) for zh, kept in _provinces() if text.startswith(zh, at)), None)
    if found is None:
        return None
    zh, kept = found
    end = at + len(zh)
    if OF_A_STREET.match(text, end):
        return None
    sure = 4 if KINDS.search(zh) or kept in ("Hong Kong", "Macau") else 3
    return _in_province(text, Chain(start, end, province=kept, weight=sure))


def _in_province(text: str, chain: Chain) -> Chain:
    """The chain with the city and the district that follow the province."""
    at = _skip(text, chain.end)
    cities = places.cities(chain.province)
    if taken := _named(text, at, cities, short=True):
        city, end = taken
        return _in_city(text, chain.then(end, 6, city=city.zh), city)
    lone = cities[0] if len(cities) == 1 else None
    if lone:
        return _in_city(text, chain.then(chain.end, 3, city=lone.zh), lone)
    for city in cities:
        if part := _named(text, at, city.districts, short=city.districts and "county"):
            return chain.then(part[1], 9, city=city.zh, district=part[0].zh)
    if other := OTHER_CITY.match(text, at):
        return _in_city(text, chain.then(other.end(), 2, city=other[0]), None)
    return chain


def _in_city(text: str, chain: Chain, city: Place | None) -> Chain:
    """The chain with the district that follows the city, on the map or by its looks."""
    at = _skip(text, chain.end)
    if city and text.startswith(city.zh, at) and chain.end > chain.start:
        return _in_city(text, chain.then(at + len(city.zh), 1), city)
    if city and (part := _named(text, at, city.districts, short="county")):
        return chain.then(part[1], 6, district=part[0].zh)
    own = f"{_short(city.zh)}{text[at : at + 5]}" if city else ""
    if city and (part := _named(own, 0, city.districts)):
        return chain.then(at + part[1] - len(_short(city.zh)), 6, district=part[0].zh)
    part_of = PART.match(text, at) if city is None or city.districts else None
    if part_of and not OF_A_STREET.match(text, part_of.end()):
        return chain.then(part_of.end(), 2, district=part_of[0])
    return chain


def _named(
    text: str, at: int, among: tuple[Place, ...], *, short: object = False
) -> tuple[Place, int] | None:
    """The place named at that point; a short name counts for a city, and for a county that is one."""
    by_length = sorted(among, key=lambda one: -len(one.zh))
    for one in by_length:
        if text.startswith(one.zh, at) and not (
            len(one.zh) < 3 and OF_A_STREET.match(text, at + len(one.zh))
        ):
            return one, at + len(one.zh)
    for one in by_length if short else ():
        name = _short(one.zh)
        end = at + len(name)
        end += one.zh.endswith("自治州") and text.startswith("州", end)
        ends = (
            short == "county" and end < len(text) and "\u4e00" <= text[end] <= "\u9fff" and one.zh[-1] != "市"
        )
        if len(name) > 1 and text.startswith(name, at) and not ends and not OF_A_STREET.match(text, end):
            return one, end
    return None


def _short(zh: str) -> str:
    """杭州 of 杭州市, 延边 of 延边朝鲜族自治州."""
    return LONG.sub("", zh) or zh


def _without_province(text: str, start: int) -> Chain | None:
    """A city or district that has its name for itself, with or without what follows."""
    rows = [row for row in _elsewhere().get(text[start : start + 2], ()) if text.startswith(row[0], start)]
    if rows:
        name = rows[0][0]
        among = [row for row in rows if row[0] == name]
        if OF_A_STREET.match(text, start + len(name)) or len(among) > 1:
            return None
        _zh, province, city = among[0]
        known = places.city(province, city)
        chain = Chain(start, start + len(name), province=province, city=city, weight=6)
        return _in_city(text, chain, known) if city == name else chain.then(chain.end, 1, district=name)
    return _short_city(text, start)


def _short_city(text: str, start: int) -> Chain | None:
    """杭州西湖区: a city without 市 counts where one of its districts follows."""
    for zh, province, city in _elsewhere().get(text[start : start + 2], ()):
        name = _short(zh)
        if zh == city and text.startswith(name, start):
            known = places.city(province, city)
            part = _named(text, _skip(text, start + len(name)), known.districts if known else ())
            if part:
                return Chain(start, part[1], province, city, part[0].zh, 9)
    return None


def _skip(text: str, at: int) -> int:
    found = BETWEEN.match(text, at)
    return found.end() if found else at
