"""Makes `china.json` anew: `npm pack @vant/area-data`, then `python -m minishop.regions.make area.json`.

`area.json` is the package's `areaList` (MIT, Youzan), which repeats the codes of GB/T 2260. Names are
spelled by pypinyin once, here. Counties that no city governs stand among the cities; towns of the cities
without districts, and groupings that are no place ("县", "其它区"), are left out.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

from pypinyin import Style, lazy_pinyin

Place = list[Any]

PROVINCES = (
    "11 Beijing,12 Tianjin,13 Hebei,14 Shanxi,15 Inner Mongolia,21 Liaoning,22 Jilin,23 Heilongjiang,"
    "31 Shanghai,32 Jiangsu,33 Zhejiang,34 Anhui,35 Fujian,36 Jiangxi,37 Shandong,41 Henan,42 Hubei,"
    "43 Hunan,44 Guangdong,45 Guangxi,46 Hainan,50 Chongqing,51 Sichuan,52 Guizhou,53 Yunnan,54 Tibet,"
    "61 Shaanxi,62 Gansu,63 Qinghai,64 Ningxia,65 Xinjiang,71 Taiwan,81 Hong Kong,82 Macau"
)
#: Where the name of a place is not what pinyin says: Hohhot, Lu’an, Kowloon.
SPELLINGS = json.loads(Path(__file__).with_name("spellings.json").read_text(encoding="utf-8"))
#: How a character sounds in nearly every place's name.
SOUNDS = {"长": "chang", "都": "du", "珲": "hun", "行": "hang", "宿": "su", "朝": "chao", "解": "xie"}
COMPASS = {"东区": "Eastern", "南区": "Southern", "北区": "North"}  # of Hong Kong
PEOPLES = (
    "满族|回族|蒙古族?|壮族|苗族|侗族|瑶族|土家族|布依族|彝族|藏族|羌族|白族|傣族|景颇族|哈尼族|傈僳族|"
    "朝鲜族|黎族|畲族|水族|仡佬族|毛南族|仫佬族|各族|土族|撒拉族|裕固族|保安族|东乡族|哈萨克族?|"
    "柯尔克孜|锡伯|塔吉克|达斡尔族|鄂温克族|鄂伦春|纳西族|拉祜族|佤族|布朗族|普米族|怒族|独龙族"
)
ENDS = re.compile(
    rf"(?:(?:{PEOPLES})*(?:自治州|自治县|自治旗)|(?:经济|高新)?(?:技术)?(?:产业)?开发区|工业园区|新区|地区|林区|矿区|特区|[省市县区盟])$"
)
NO_PLACE = re.compile(r"^(其[它他]区|市辖区|县|省直辖县|自治区直辖县级行政区划)$")
WITHOUT_DISTRICTS = {"4419", "4420", "4604"}
NAMED_TWICE = {"320590"}  # 苏州工业园区 is listed as 320571


def spelled(name: str, code: str) -> str:
    """The name in Latin letters, without what kind of place it is."""
    if code[:2] == "81" and name in COMPASS:
        return COMPASS[name]
    if name in SPELLINGS:
        return SPELLINGS[name]
    short = ENDS.sub("", name)
    spoken = lazy_pinyin(name, style=Style.NORMAL, v_to_u=True)[: len(short if len(short) > 1 else name)]
    spoken = [SOUNDS.get(sign, sound) for sign, sound in zip(name, spoken, strict=False)]
    joined = spoken[0] + "".join(f"’{one}" if one[0] in "aeo" else one for one in spoken[1:])
    return joined[0].upper() + joined[1:]


def made(lists: dict[str, dict[str, str]]) -> dict[str, Any]:
    """Province → its Chinese name and cities, each [code, Chinese, Latin, districts]."""
    names = dict(pair.split(" ", 1) for pair in PROVINCES.split(","))
    return {
        names[code[:2]]: {"code": code, "zh": zh, "cities": _cities(code[:2], lists)}
        for code, zh in lists["province_list"].items()
    }


def _cities(province: str, lists: dict[str, dict[str, str]]) -> list[Place]:
    cities: list[Place] = []
    for code, zh in lists["city_list"].items():
        if code[:2] != province:
            continue
        counties = _counties(code, lists["county_list"])
        if not NO_PLACE.match(zh):
            cities.append([code, zh, spelled(zh, code), counties])
        elif province == "50":
            cities[-1][3] += counties
        else:
            cities += [[*county, []] for county in counties]
    return cities


def _counties(city: str, known: dict[str, str]) -> list[Place]:
    if city[:4] in WITHOUT_DISTRICTS:
        return []
    return [
        [code, zh, spelled(zh, code)]
        for code, zh in known.items()
        if code[:4] == city[:4] and code not in NAMED_TWICE and not NO_PLACE.match(zh)
    ]


if __name__ == "__main__":
    given = json.loads(Path(sys.argv[1]).read_text())
    made_of = {"source": "@vant/area-data 2.1.0, after GB/T 2260", "licence": "MIT", "provinces": made(given)}
    text = json.dumps(made_of, ensure_ascii=False, separators=(",", ":"))
    Path(__file__).with_name("china.json").write_text(text.replace('],["', '],\n["') + "\n")
