"""What a browser says of itself, as a person would."""

import pytest

from members.devices import agents

MOZ, KIT = "Mozilla/5.0", "AppleWebKit/537.36 (KHTML, like Gecko)"
IPHONE = f"{MOZ} (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
PIXEL = f"{MOZ} (Linux; Android 15; Pixel 9) {KIT}"
WINDOWS = f"{MOZ} (Windows NT 10.0; Win64; x64) {KIT}"


@pytest.mark.parametrize(
    ("agent", "read"),
    [
        (f"{IPHONE} Version/18.1 Mobile/15E148 Safari/604.1", "Safari on iPhone"),
        (f"{IPHONE} CriOS/130.0.6723.90 Mobile/15E148 Safari/604.1", "Chrome on iPhone"),
        (f"{IPHONE} Mobile/15E148 MicroMessenger/8.0.53(0x18003531) NetType/WIFI", "WeChat on iPhone"),
        (f"{PIXEL} Chrome/131.0.0.0 Mobile Safari/537.36", "Chrome on Android"),
        (f"{PIXEL} SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36", "Samsung Internet on Android"),
        (f"{PIXEL} Version/4.0 Chrome/126 Mobile MicroMessenger/8.0.50", "WeChat on Android"),
        (f"{MOZ} (Phone; OpenHarmony 5.0) {KIT} Chrome/114.0.0.0 ArkWeb/4.1", "Chrome on HarmonyOS"),
        (f"{MOZ} (Linux; HarmonyOS) Chrome/114 HuaweiBrowser/15.0", "Huawei Browser on HarmonyOS"),
        (f"{WINDOWS} Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0", "Edge on Windows"),
        (f"{MOZ} (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox on Windows"),
        (f"{MOZ} (Macintosh; Intel Mac OS X 10_15_7) Version/18.1 Safari/605.1.15", "Safari on Mac"),
        (f"{MOZ} (X11; CrOS x86_64 14541.0.0) {KIT} Chrome/131.0.0.0 Safari/537.36", "Chrome on ChromeOS"),
        ("curl/8.9", "A browser"),
        ("", "A browser"),
    ],
)
def test_it_is_read(agent, read):
    assert agents.read(agent) == read
