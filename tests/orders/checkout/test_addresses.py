import pytest

from orders.checkout import addresses

FULL = {
    "name": "李雯",
    "phone": "13800138000",
    "province": "Shanghai",
    "city": "上海市",
    "district": "黄浦区",
    "street": "淮海中路88号1203室",
}


@pytest.mark.parametrize(
    "text",
    [
        "李雯 13800138000 上海市上海市黄浦区淮海中路88号1203室",
        "上海上海市黄浦区淮海中路88号1203室，李雯，13800138000",
        "收货人：李雯\n手机号码：13800138000\n所在地区：上海市 上海市 黄浦区\n详细地址：淮海中路88号1203室",
    ],
)
def test_a_chinese_address_is_sorted_in_any_order(text):
    assert addresses.sort(text) == FULL


def test_a_municipality_may_be_named_once():
    assert addresses.sort("李雯 13800138000 上海市黄浦区淮海中路88号1203室") == FULL | {"city": "上海"}


def test_provinces_cities_and_districts():
    found = addresses.sort("新疆维吾尔自治区乌鲁木齐市天山区中山路1号 艾力·买 +86 139-0013-9000")

    assert found["province"] == "Xinjiang"
    assert (found["city"], found["district"], found["street"]) == ("乌鲁木齐市", "天山区", "中山路1号")
    assert found["phone"] == "+86 139-0013-9000"


def test_a_latin_address_is_sorted():
    found = addresses.sort(
        "Wen Li, 138 0013 8000, Room 1203, 88 Huaihai Middle Road, Huangpu, Shanghai, China"
    )

    assert found == {
        "name": "Wen Li",
        "phone": "138 0013 8000",
        "province": "Shanghai",
        "city": "Shanghai",
        "district": "Huangpu",
        "street": "Room 1203, 88 Huaihai Middle Road",
    }


def test_a_latin_address_in_a_province():
    found = addresses.sort("Wen Li\n5 Beishan Road\nHangzhou\nZhejiang")

    assert (found["province"], found["city"], found["street"]) == ("Zhejiang", "Hangzhou", "5 Beishan Road")


def test_what_is_not_recognised_is_street():
    assert addresses.sort("淮海中路88号") == {"street": "淮海中路88号"}
    assert addresses.sort("") == {}
