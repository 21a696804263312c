import pytest
from django.utils import translation

from minishop.regions import places
from orders.shipping.provinces import PROVINCES


def names(found):
    return [one.zh for one in found]


def test_provinces_are_those_that_orders_and_zones_keep():
    assert set(places.provinces()) == set(PROVINCES)


def test_a_municipality_is_its_own_city():
    assert names(places.cities("Shanghai")) == ["上海市"]
    assert {"浦东新区", "崇明区"} <= set(names(places.districts("Shanghai", "Shanghai")))
    assert {"渝中区", "奉节县"} <= set(names(places.districts("Chongqing", "重庆市")))


@pytest.mark.parametrize(
    ("province", "city"),
    [("Hubei", "仙桃市"), ("Henan", "济源市"), ("Hainan", "五指山市"), ("Guangdong", "东莞市"),
     ("Guangdong", "中山市"), ("Hainan", "儋州市"), ("Xinjiang", "石河子市")],
)  # fmt: skip
def test_cities_without_districts_stand_among_the_cities(province, city):
    assert city in names(places.cities(province))
    assert places.districts(province, city) == ()


def test_hong_kong_macau_and_taiwan():
    assert names(places.cities("Hong Kong")) == ["香港岛", "九龙", "新界"]
    assert sum(len(city.districts) for city in places.cities("Hong Kong")) == 18
    assert names(places.cities("Macau")) == ["澳门半岛", "离岛"]
    assert places.city("Taiwan", "Taipei").zh == "台北市"


def test_no_grouping_is_taken_for_a_place():
    every = [(city, *city.districts) for province in places.provinces() for city in places.cities(province)]
    groupings = {"市辖区", "县", "其它区", "其他区", "省直辖县"}

    assert [one.zh for group in every for one in group if one.zh in groupings] == []


def test_each_reader_has_their_own_name():
    hangzhou = places.city("Zhejiang", "hangzhou")
    with translation.override("en"):
        assert hangzhou.called == "Hangzhou 杭州市"
    with translation.override("zh-hans"):
        assert hangzhou.called == "杭州市"


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (("Zhejiang", "Hangzhou", "Xihu"), ("Zhejiang", "杭州市", "西湖区", "")),
        (("Shanghai", "上海", "静安"), ("Shanghai", "上海市", "静安区", "")),
        (("Hubei", "仙桃市", "沔州"), ("Hubei", "仙桃市", "沔州", "")),
        (("Zhejiang", "杭州市", "钱江开发区"), ("Zhejiang", "杭州市", "钱江开发区", "district")),
        (("Zhejiang", "苏州市", "姑苏区"), ("Zhejiang", "苏州市", "姑苏区", "city")),
        (("Atlantis", "杭州市", ""), ("Atlantis", "杭州市", "", "province")),
        (("Zhejiang", "", ""), ("Zhejiang", "", "", "")),
    ],
)
def test_a_triple_is_kept_by_its_names_or_told_what_is_unknown(asked, answer):
    checked = places.place(*asked)

    assert (checked.province, checked.city, checked.district, checked.unknown) == answer
