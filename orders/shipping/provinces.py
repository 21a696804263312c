"""The provinces of China by their English names, which addresses and zones keep; readers see their own."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

PROVINCES = (
    _("Shanghai"), _("Beijing"), _("Tianjin"), _("Chongqing"), _("Zhejiang"), _("Jiangsu"),
    _("Guangdong"), _("Anhui"), _("Fujian"), _("Gansu"), _("Guangxi"), _("Guizhou"), _("Hainan"),
    _("Hebei"), _("Heilongjiang"), _("Henan"), _("Hong Kong"), _("Hubei"), _("Hunan"),
    _("Inner Mongolia"), _("Jiangxi"), _("Jilin"), _("Liaoning"), _("Macau"), _("Ningxia"),
    _("Qinghai"), _("Shaanxi"), _("Shandong"), _("Shanxi"), _("Sichuan"), _("Taiwan"), _("Tibet"),
    _("Xinjiang"), _("Yunnan"),
)  # fmt: skip


def choices() -> list[tuple[str, str]]:
    """(kept name, name in the reader's language) for a select."""
    return [(province, gettext(province)) for province in PROVINCES]
