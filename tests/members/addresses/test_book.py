import pytest
from django.utils import translation

from members.addresses import services as addresses
from members.addresses.models import MOST, Address, TooMany
from tests import factories

pytestmark = pytest.mark.django_db
HOME = {
    "name": "李雯", "phone": "+8613800138000", "province": "Zhejiang", "city": "杭州市", "district": "西湖区",
    "street": "北山街5号",
}  # fmt: skip


@pytest.fixture
def wen(client):
    member = factories.member()
    client.force_login(member)
    return member


def streets(member):
    return [(row.street, row.is_default) for row in Address.objects.of(member)]


def test_the_first_is_the_first_choice_and_another_takes_its_place(wen):
    addresses.add(user=wen, **HOME)
    work = addresses.add(user=wen, **HOME | {"street": "安福路5号"})
    assert streets(wen) == [("北山街5号", True), ("安福路5号", False)]

    addresses.make_default(address=work)

    assert streets(wen) == [("安福路5号", True), ("北山街5号", False)]


def test_the_same_address_is_kept_once(wen):
    assert addresses.add(user=wen, **HOME) == addresses.add(user=wen, **HOME)
    assert Address.objects.count() == 1


def test_a_book_holds_twenty(wen):
    for number in range(MOST):
        addresses.add(user=wen, **HOME | {"street": f"北山街{number}号"})

    with pytest.raises(TooMany):
        addresses.add(user=wen, **HOME | {"street": "安福路5号"})

    assert Address.objects.count() == MOST


def test_when_the_first_choice_goes_another_takes_its_place(wen):
    home = addresses.add(user=wen, **HOME)
    addresses.add(user=wen, **HOME | {"street": "安福路5号"})

    addresses.remove(address=home)

    assert streets(wen) == [("安福路5号", True)]


def test_an_address_is_added_changed_removed_and_brought_back(client, wen):
    typed = HOME | {"phone": "13800138000", "city": "Hangzhou", "district": "Xihu"}
    assert client.post("/me/addresses/new/", typed).url == "/me/addresses/"
    row = Address.objects.get()
    assert (row.city, row.district, str(row.phone)) == ("杭州市", "西湖区", "+8613800138000")

    client.post(f"/me/addresses/{row.pk}/", typed | {"street": "北山街6号"})
    assert streets(wen) == [("北山街6号", True)]

    page = client.post(f"/me/addresses/{row.pk}/removal/", follow=True).content.decode()
    assert "北山街6号" not in page
    removed = page.split('name="removed" value="')[1].split('"')[0]
    assert not Address.objects.exists()

    client.post("/me/addresses/undo/", {"removed": removed})
    assert streets(wen) == [("北山街6号", True)]


def test_what_someone_else_removed_is_not_put_into_ones_book(client, wen):
    addresses.add(user=wen, **HOME)
    page = client.post(f"/me/addresses/{Address.objects.get().pk}/removal/", follow=True).content.decode()
    client.force_login(factories.member())

    client.post("/me/addresses/undo/", {"removed": page.split('name="removed" value="')[1].split('"')[0]})

    assert not Address.objects.exists()


def test_what_is_pasted_is_sorted_to_be_looked_at_first(client, wen):
    pasted = {"do": "sort", "paste": "周子墨 13900139000 上海市徐汇区淮海中路1045号", "label": "Work"}

    page = client.post("/me/addresses/new/", pasted).content.decode()

    assert all(words in page for words in ("周子墨", "13900139000", "淮海中路1045号", 'value="Work"'))
    assert '<option value="徐汇区" selected>Xuhui 徐汇区</option>' in page
    assert not Address.objects.exists()


def test_a_place_that_is_pasted_takes_the_whole_one_before_it_away(client, wen):
    pasted = {"do": "sort", "paste": "广东省东莞市长安镇县前街3号"}

    page = client.post("/me/addresses/new/", HOME | pasted).content.decode()

    assert '<option value="东莞市" selected>' in page
    assert "西湖区" not in page
    assert "李雯" in page


@pytest.mark.parametrize(
    ("phone", "dialled"), [("+8613800138000", "138 0013 8000"), ("+85291234567", "+852 9123 4567")]
)
def test_a_phone_is_shown_as_one_dials_it_and_stays_when_nothing_is_changed(client, wen, phone, dialled):
    row = addresses.add(user=wen, **HOME | {"phone": phone})
    assert dialled in client.get("/me/addresses/").content.decode()
    assert f'value="{dialled}"' in client.get(f"/me/addresses/{row.pk}/").content.decode()

    client.post(f"/me/addresses/{row.pk}/", HOME | {"phone": dialled, "street": "6"})

    assert [(str(one.phone), one.street) for one in Address.objects.of(wen)] == [(phone, "6")]


def test_a_municipality_is_named_once_to_those_who_read_chinese(wen):
    row = addresses.add(user=wen, **HOME | {"province": "Shanghai", "city": "上海市", "district": "徐汇区"})
    with translation.override("zh-hans"):
        assert row.place == "上海市 徐汇区"
        assert Address(province="Jilin", city="吉林市", district="船营区").place == "吉林 吉林市 船营区"
    assert row.place == "Shanghai 上海市 徐汇区"


@pytest.mark.parametrize("size", [1, MOST])
def test_the_book_is_read_with_as_few_questions_at_any_size(client, wen, django_assert_num_queries, size):
    for number in range(size):
        addresses.add(user=wen, **HOME | {"street": f"北山街{number}号"})
    client.get("/me/addresses/")

    with django_assert_num_queries(3):
        page = client.get("/me/addresses/")

    assert page.content.decode().count("北山街") >= size


def test_without_a_script_a_button_brings_the_next_choices(client, wen):
    asked = {"do": "region", "province": "Jiangsu", "city": "杭州市", "street": "5"}

    page = client.post("/me/addresses/new/", asked).content.decode()

    assert '<option value="苏州市">Suzhou 苏州市</option>' in page
    assert "杭州市" not in page
    assert 'value="5"' in page


def test_a_district_that_is_not_on_the_map_is_doubted_and_kept(client, wen):
    pasted = {"do": "sort", "paste": "李雯 13800138000 浙江省杭州市钱江开发区兴业路2号"}
    assert "know this district" in client.post("/me/addresses/new/", pasted).content.decode()

    client.post("/me/addresses/new/", HOME | {"phone": "13800138000", "district": "钱江开发区"})

    assert Address.objects.get().district == "钱江开发区"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"phone": "12"}, "look like a phone"),
        ({"city": "苏州市"}, "in another province"),
        ({"street": ""}, "flaw"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(client, wen, wrong, said):
    page = client.post("/me/addresses/new/", HOME | wrong).content.decode()

    assert said in page
    assert "李雯" in page
    assert not Address.objects.exists()


def test_the_boxes_of_a_region_are_the_same_for_everybody(client):
    answer = client.get("/regions/en/", {"province": "Hubei", "city": "仙桃市", "district": "西湖区"})

    assert set(answer["Cache-Control"].split(", ")) == {"public", "max-age=86400"}
    assert '<option value="仙桃市" selected>Xiantao 仙桃市</option>' in answer.content.decode()
    assert "西湖区" not in client.get("/regions/zh-hans/", {"province": "Hubei"}).content.decode()
    assert client.get("/regions/tlh/").status_code == 404
