"""The desk in the admin: bring, read, apply, take."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from catalog.products.models import Price
from members.accounts.models import User
from members.staff import roles
from members.staff import services as staff
from minishop.desk import tasks, working
from minishop.events.models import Event
from minishop.imports import tables
from minishop.imports.models import ImportRun
from orders.stores.models import StoreStaff
from tests import factories
from tests.minishop.imports.desk import worked

pytestmark = pytest.mark.django_db
TABLE = "SKU,Price\nVEIL,258\nNOBODY,10\n=1+1,20\n"


def address(page: str, *args: object) -> str:
    return reverse(f"admin:minishop_importrun_{page}", args=args)


def brought(client, content: str, kind: str = "prices", **told: str) -> ImportRun:
    file = SimpleUploadedFile("spring.csv", content.encode(), content_type="text/csv")
    response = client.post(f"{address('add')}?kind={kind}", {"file": file, **told})
    run = ImportRun.objects.latest("id")
    assert response.headers["Location"] == address("change", run.pk)
    return run


def read(response) -> bytes:
    return b"".join(response.streaming_content)


@pytest.fixture
def owner(client):
    person = factories.staff("admin")
    client.force_login(person)
    factories.variant(sku="VEIL", price=238)
    return person


def member_of(role, store=None) -> User:
    staff.ensure_groups()
    email = f"{role.name.split()[0].lower()}{User.objects.count()}@lune.example"
    person = staff.engage(email=email, name=role.name, role=role, password="moonrise")
    if store:
        StoreStaff.objects.create(store=store, user=person)
    return User.objects.get(pk=person.pk)


def test_a_small_table_is_checked_before_its_page_opens(client, owner):
    run = brought(client, TABLE)
    assert run.state == "checked"
    page = client.get(address("change", run.pk)).content.decode()
    assert "1 changed · 2 rows reported" in page
    assert "238.00" in page
    assert "258.00" in page
    assert "do/apply/" in page
    errors = client.get(address("change", run.pk), {"level": "error"}).content.decode()
    assert "No piece has the SKU “NOBODY”." in errors
    found = client.get(address("change", run.pk), {"level": "error", "q": "1+1"}).content.decode()
    assert "NOBODY" not in found
    assert "=1+1" in found


def test_a_large_table_is_applied_by_the_job_and_not_while_its_page_opens(client, owner, monkeypatch):
    monkeypatch.setattr(working, "SMALL", 0)
    run = brought(client, TABLE)
    assert run.state == "checking"
    tasks.work(run.pk)
    client.post(address("do", run.pk, "apply"))
    run.refresh_from_db()
    assert (run.state, run.applied) == ("applying", 0)
    assert Price.objects.get(variant__sku="VEIL").amount == 238
    tasks.work(run.pk)
    run.refresh_from_db()
    assert (run.state, run.rows, run.applied, run.reported) == ("done", 3, 1, 2)
    assert Price.objects.get(variant__sku="VEIL").amount == 258


def test_the_button_applies_it_and_is_gone_afterwards(client, owner):
    run = brought(client, TABLE)
    client.post(address("do", run.pk, "apply"))
    assert Price.objects.get(variant__sku="VEIL").amount == 258
    page = client.get(address("change", run.pk)).content.decode()
    assert "rows 3 = applied 1 + reported 2" in page
    assert "do/apply/" not in page
    assert "do/cancel/" not in page


def test_a_form_without_a_file_is_shown_again_and_brings_nothing(client, owner):
    response = client.post(f"{address('add')}?kind=prices", {})
    assert response.status_code == 200
    assert "This field is required." in response.content.decode()
    assert ImportRun.objects.count() == 0


def test_the_report_is_a_table_whose_cells_no_spreadsheet_runs(client, owner):
    run = brought(client, TABLE)
    response = client.get(address("report", run.pk))
    assert response.headers["Content-Disposition"] == "attachment; filename*=UTF-8''spring-report.csv"
    content = read(response)
    assert b",'=1+1," in content
    rows = [tuple(row.cells.values()) for row in tables.read(BytesIO(content)).rows()]
    assert rows[0] == ("2", "change", "VEIL", "Price CNY", "238.00", "258.00", "")
    assert rows[2][:3] == ("4", "error", "=1+1")


def test_progress_asks_for_itself_until_there_is_something_to_read(client, owner):
    run = brought(client, TABLE)
    ImportRun.objects.update(state="checking", rows=8, seen=2)
    response = client.get(address("progress", run.pk))
    assert "hx-get" in response.content.decode()
    assert "25%" in response.content.decode()
    assert "HX-Refresh" not in response.headers
    assert "hx-get" in client.get(address("change", run.pk)).content.decode()
    response = client.get(address("progress", worked(run).pk))
    assert response.headers["HX-Refresh"] == "true"
    assert "hx-get" not in response.content.decode()


def test_long_reports_are_paged(client, owner):
    run = worked(brought(client, "SKU,Price\n" + "".join(f"NOBODY-{n:03},1\n" for n in range(60))))
    first = client.get(address("change", run.pk), {"level": "error"}).content.decode()
    assert "Page 1 of 2" in first
    assert "NOBODY-055" not in first
    assert (
        "NOBODY-055"
        in client.get(address("change", run.pk), {"level": "error", "page": "2"}).content.decode()
    )


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", ["products", "prices", "stock", "translations"])
def test_every_kind_is_taken_as_either_file_and_that_is_written_down(client, owner, kind, form):
    response = client.get(address("export", kind, form))
    assert response.headers["Content-Type"] == tables.CONTENT_TYPES[form]
    headers = tables.read(BytesIO(read(response))).headers
    event = Event.objects.get(name="table.exported")
    assert (event.actor, event.data) == (owner, {"kind": kind, "form": form})
    empty = tables.read(BytesIO(read(client.get(address("template", kind, form)))))
    assert set(empty.headers) <= set(headers)
    assert list(empty.rows()) == []


def test_there_is_no_other_kind_and_no_other_file(client, owner):
    assert client.get(address("export", "people", "csv")).status_code == 404
    assert client.get(address("export", "prices", "pdf")).status_code == 404
    assert client.get(address("template", "people", "csv")).status_code == 404


def test_a_clerk_is_offered_the_own_house_and_sees_nobody_elses_tables(client, owner):
    near, far = factories.store(code="near", name="Near"), factories.store(code="far", name="Far")
    theirs = brought(client, "SKU,On hand\nVEIL,3\n", "stock", store="near")
    assert theirs.options == {"store": "near"}
    client.force_login(member_of(roles.CLERKS, near))
    page = client.get(address("add")).content.decode()
    assert 'value="near"' in page
    assert 'value="far"' not in page
    assert "?kind=prices" not in page
    assert client.get(address("report", theirs.pk)).status_code == 404
    assert client.get(address("change", theirs.pk)).status_code == 302
    own = brought(client, "SKU,On hand\nVEIL,3\n", "stock", store="near")
    assert client.get(address("change", own.pk)).status_code == 200
    client.force_login(member_of(roles.CLERKS, far))
    assert client.get(address("progress", own.pk)).status_code == 404
    client.force_login(member_of(roles.SERVICE))
    assert client.get(address("change", own.pk)).status_code == 200


def test_finance_has_no_desk(client, owner):
    client.force_login(member_of(roles.FINANCE))
    assert client.get(address("changelist")).status_code == 403
    assert client.get(address("add")).status_code == 403
    assert client.get(address("export", "prices", "csv")).status_code == 403


def test_the_desk_speaks_chinese(client, owner):
    client.cookies["django_language"] = "zh-hans"
    run = brought(client, TABLE)
    page = client.get(address("change", run.pk), {"level": "error"}).content.decode()
    assert "1 项变更 · 2 行已报告" in page
    assert "没有 SKU 为“NOBODY”的商品。" in page
