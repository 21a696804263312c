"""An address pasted whole, sorted into the boxes of a form; what is not recognised is street.

Nothing is lost: each letter and digit of what was pasted stands in a box, save the labels, titles, the
country and what names a place or the person a second time.
"""

import re
import unicodedata

from minishop.regions import finding, latin
from minishop.regions.finding import Chain

MOBILE = r"(?:(?:\+|00)?86[- ]?)?(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)|(?<!\d)86[- ]?1[3-9]\d{9}(?!\d)"
ABROAD = (
    r"(?:\+|\(\+?)(?:852|853|886)\)?[- ]?\d{1,4}[- ]?\d{3,4}(?:[- ]?\d{3,4})?(?!\d)"
    r"|\+(?!86)\d{1,3}(?:[- ]?\d{2,7}){2,3}(?![\d\u4e00-\u9fff])"
)
LANDLINE = r"(?<!\d)(?:\+?86[- ]?)?\(?0\d{2,3}\)?[- ]?\d{7,8}(?!\d)|(?<!\d)400[- ]?\d{3}[- ]?\d{4}(?!\d)"
PHONE = re.compile(f"{MOBILE}|{ABROAD}|{LANDLINE}")
LABEL_OF_NAME = (
    r"收货人姓名|收货人|收件人姓名|收件人|联系人|收貨人|收件者|姓名|(?<![\u4e00-\u9fff])收"
    r"|\bname\b|\brecipient\b|\battn\b|\bto\b"
)
LABEL = (
    r"手机号码|手机号|手机|手機號碼|手機|联系电话|联系方式|电话号码|电话|電話|所在地区|所在地區|详细地址|詳細地址|收货地址|收貨地址"
    r"|收件地址|配送地址|邮寄地址|快递地址|邮政编码|邮编|地区|地址|(?<![\u4e00-\u9fff])寄|\bmobile\b|\bphone\b|\btel\b|\baddress\b"
)
LABELS = re.compile(
    rf"(?:{LABEL_OF_NAME}|{LABEL})\s*:|[【\[](?:{LABEL_OF_NAME}|{LABEL})[】\]]:?", re.IGNORECASE
)
#: Labels that are understood without a colon, where a word begins.
OPENING = re.compile(rf"(?:(?<=\s)|^)\s*(?:收货人|收件人|联系人|{LABEL})(?=[\s+\d])", re.IGNORECASE)
NAMED = re.compile(
    rf"[【\[]?(?:{LABEL_OF_NAME})\s*[:】\]]+\s*"
    r"([^\s\d,;:()\[\]【】]{1,20}(?:[ ][A-Za-z.'’-]+(?![A-Za-z.'’-]*\s*:)){0,3})",
    re.IGNORECASE,
)
HAN = re.compile(r"[\u4e00-\u9fff]")
BREAKS = re.compile(
    r"(?<=[\u4e00-\u9fff])-(?=[\u4e00-\u9fff])"
    r"|[\n,;、()\[\]{}【】|]+|(?<![A-Za-z0-9.'’-])[ \t]+|[ \t]+(?![A-Za-z0-9#.'’-])"
)
LATIN_NAME = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ.'’-]*(?: [A-Za-zÀ-ɏ][A-Za-zÀ-ɏ.'’-]*){0,3}")
HAN_NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}|[\u4e00-\u9fff]{2,5}·[\u4e00-\u9fff·]{1,10}")
TITLES = re.compile(r"(?:先生|女士|小姐|老师|收)$")
TITLED = re.compile(r"[\u4e00-\u9fff](?:先生|女士|小姐|老师|总|姐|哥|阿姨)")
COMPOUND = (
    "欧阳|歐陽|司马|上官|诸葛|諸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|端木|南宫|独孤|西门|长孙|宇文"
)
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆"
    "汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温柳乔葛文章艾牛施洪樊牟包左"
    "張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧葉蘇魏呂盧鐘譚陸賈韋鄒龍賀顧龔萬錢嚴湯喬"
    "阮倪祝苗裘凌霍岳骆殷庄聂俞安常鲁傅齐康伍尤成翁柯辛路游"
)
UNSEEN = {"So", "Sk", "Cf", "Cc", "Cs", "Co", "Cn"}
NO_NAME = re.compile(
    r"(?:路|街|村|镇|乡|楼|店|园|苑|府|厦|区|区域|市|县|院|校|厂|部|室|号|道|里|巷|弄|座|层|栋|幢|单元|公司|大学|广场|中心|驿站"
    r"|柜|门口|前台|小学|中学|医院|酒店|大堂|城|省|国|座机|备用|号码|默认|家|家里|谢谢)$"
)
GLUED = re.compile(
    rf"(?<=[号室楼栋座层户幢\d])((?:{COMPOUND})[\u4e00-\u9fff]{{1,2}}|[{SURNAMES}][\u4e00-\u9fff]{{1,2}})$"
)


def sort(text: str) -> dict[str, str]:
    """The boxes that could be filled: name, phone, province, city, district, street."""
    text = _plain(text)
    name, text = _labelled_name(text)
    text = OPENING.sub("\n", LABELS.sub("\n", text))
    phone, text = _phone(text)
    found = (_of_china if HAN.search(text) else _of_letters)(text, name)
    found["phone"] = phone
    return {box: words for box in ("name", "phone", *latin.BOXES) if (words := found[box])}


def _plain(text: str) -> str:
    """Full-width signs as plain ones; pictures and what cannot be seen are gone."""
    signs = unicodedata.normalize("NFKC", text).replace("\r", "\n").replace("。", " ")
    return "".join(" " if sign != "\n" and unicodedata.category(sign) in UNSEEN else sign for sign in signs)


def _labelled_name(text: str) -> tuple[str, str]:
    named = NAMED.search(text)
    if named is None:
        return "", text
    return named[1].strip(), f"{text[: named.start()]}\n{text[named.end() :]}"


def _phone(text: str) -> tuple[str, str]:
    """The first mobile, else the first other number; its place becomes the end of a line."""
    numbers = list(PHONE.finditer(text))
    chosen = next((one for one in numbers if re.fullmatch(MOBILE, one[0])), numbers[0] if numbers else None)
    if chosen is None:
        return "", text
    digits = re.sub(r"[ ()-]", "", chosen[0])
    digits = re.sub(r"^(?:\+86|0086|86)(?=1[3-9]\d{9}$)", "", digits)
    digits = f"+{digits}" if chosen[0].startswith("(8") else digits
    after = re.sub(r"^\s*-(?=\d{1,6}(?!\d))", "转", text[chosen.end() :])
    return digits, f"{text[: chosen.start()]}\n\n{after}"


def _of_china(text: str, name: str) -> dict[str, str]:
    """The places where they are named surest, the name among what remains, and street in its order."""
    chain = max(finding.chains(text), key=lambda one: one.weight, default=Chain(0, 0))
    before, after = text[: chain.start], _again(text[chain.end :], chain)
    lines = [part.strip(" -:/>·.\t") for part in BREAKS.split(f"{before}\n{after}")]
    lines = [part for part in lines if part not in ("", "收")]
    name = name or _name_among(lines, text)
    if name in lines:
        lines.remove(name)
    elif glued := next(
        (line for line in lines if name and (end := GLUED.search(line)) and end[1] == name), None
    ):
        lines[lines.index(glued)] = glued.removesuffix(name)
    return {
        "name": _without_title(name), "province": chain.province,
        "city": chain.city, "district": chain.district, "street": _street(lines),
    }  # fmt: skip


def _again(text: str, chain: Chain) -> str:
    """The text without the same places named a second time."""
    twice = next(
        (
            one for one in sorted(finding.chains(text), key=lambda one: -one.weight)
            if (one.city, one.district) == (chain.city, chain.district) and one.district
        ),
        None,
    )  # fmt: skip
    return f"{text[: twice.start]}\n{text[twice.end :]}" if twice and chain.end > chain.start else text


def _name_among(lines: list[str], text: str) -> str:
    """The likeliest name: a surname first, at an end or beside the phone; none when nothing is likely."""
    ends = (0, len(lines) - 1)
    rated = [
        (_likely(line, place in ends, _by_phone(line, text)), -place, line)
        for place, line in enumerate(lines)
    ]
    best = max(rated, default=(0, 0, ""))
    if best[0] > 1:
        return best[2]
    return next((glued[1] for line in lines if (glued := GLUED.search(line)) and "\n\n" in text), "")


def _by_phone(line: str, text: str) -> bool:
    """Whether nothing but signs is between the line and where the phone was."""
    words, signs = re.escape(line), r"[\s,;、()/|-]*"
    return bool(re.search(rf"{words}{signs}\n\n|\n\n{signs}{words}", text))


def _likely(line: str, at_an_end: bool, by_phone: bool) -> int:
    if LATIN_NAME.fullmatch(line) and len(line) > 1 and not latin.is_street(line):
        return 2 + at_an_end + by_phone
    bare = _without_title(line)
    if bare == line and bare[:1] in SURNAMES and TITLED.fullmatch(bare):
        return 4
    if not HAN_NAME.fullmatch(bare) or NO_NAME.search(bare):
        return 0
    compound = re.match(COMPOUND, bare)
    known = bare[0] in SURNAMES and len(bare) < 4
    named = 3 * bool(compound or "·" in bare) + 2 * known + (len(bare) < 4)
    return named + at_an_end + (by_phone and (named > 0 or at_an_end))


def _without_title(name: str) -> str:
    """李雯 of 李雯女士; who gave a surname alone keeps the title with it."""
    bare = TITLES.sub("", name)
    return bare if len(bare) > 1 else name


def _street(lines: list[str]) -> str:
    """Parts one after the other, with a space only where letters or digits would run together."""
    street = ""
    for line in lines:
        apart = street and (street[-1].isascii() or line[0].isascii()) and (
            street[-1].isalnum() and line[0].isalnum()
        )  # fmt: skip
        street += f" {line}" if apart else line
    return street


def _of_letters(text: str, name: str) -> dict[str, str]:
    return latin.sort(text, name)
