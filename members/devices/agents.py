"""A browser's own word for itself, read as a person would say it. What can't be read is a browser."""

import re

from django.utils.translation import gettext as _

#: The first that is found; browsers pretend to be those before them, so the honest words come first.
BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("AlipayClient", "Alipay"),
    ("EdgA?|EdgiOS|Edge", "Edge"),
    ("OPR|Opera|OPiOS", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("HuaweiBrowser", "Huawei Browser"),
    ("MiuiBrowser", "Mi Browser"),
    ("MQQBrowser|QQBrowser", "QQ Browser"),
    ("Firefox|FxiOS", "Firefox"),
    ("CriOS|Chrome|Chromium", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone|iPod", "iPhone"),
    ("iPad", "iPad"),
    ("HarmonyOS|OpenHarmony", "HarmonyOS"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X|Macintosh", "Mac"),
    ("Linux|X11", "Linux"),
)


def _first(words: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for pattern, name in words if re.search(rf"\b(?:{pattern})\b", agent)), "")


def read(agent: str) -> str:
    """“Chrome on Android”."""
    browser, system = _first(BROWSERS, agent), _first(SYSTEMS, agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A browser")
