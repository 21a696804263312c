"""What staff keep in the admin, and what shoppers find a moment later."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from catalog.products.models import Product
from catalog.search import services as search
from catalog.search.models import SearchDocument, SearchWord, SynonymGroup, VainSearch
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tote() -> Product:
    SynonymGroup.objects.all().delete()
    product = factories.product(
        handle="tote", title="Fold Tote", translations={"zh-hans": {"title": "托特包"}}
    )
    search.index(product)
    return product


def found(query: str) -> list[str]:
    return [piece.handle for piece in search.search(query)]


def test_a_new_group_works_at_the_next_query(django_capture_on_commit_callbacks):
    assert found("shopper") == []
    with django_capture_on_commit_callbacks(execute=True):
        search.keep_synonyms(SynonymGroup(words=["tote", "shopper", "big  carry all"]))
    assert found("shopper") == found("big carry all") == ["tote"]
    with django_capture_on_commit_callbacks(execute=True):
        search.drop_synonyms(SynonymGroup.objects.all())
    assert found("shopper") == []


def test_staff_write_a_group_with_commas(client):
    client.force_login(factories.staff("admin"))
    client.post(reverse("admin:catalog_synonymgroup_add"), {"words": "tote, shopper , tote"})
    assert SynonymGroup.objects.get().words == ["tote", "shopper"]


def test_one_word_alone_is_refused(client):
    client.force_login(factories.staff("admin"))
    answer = client.post(reverse("admin:catalog_synonymgroup_add"), {"words": "tote, tote"})
    assert "write two or more" in answer.content.decode()
    assert not SynonymGroup.objects.exists()
    with pytest.raises(ValidationError):
        search.keep_synonyms(SynonymGroup(words=[]))


def test_what_is_sought_in_vain_is_counted_once_a_text(client):
    for query in ("umbrella", "Umbrella", "tote", "13800138000", "me@example.com"):
        client.get(reverse("search"), {"q": query})
    assert list(VainSearch.objects.values_list("text", "times")) == [("umbrella", 2)]


def test_what_was_sought_in_vain_becomes_a_synonym(client, django_capture_on_commit_callbacks):
    search.note_vain("carryall")
    client.force_login(factories.staff("admin"))
    vain = VainSearch.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("admin:catalog_vainsearch_do", args=[vain.pk, "explain"]), {"word": "tote"})
    assert not VainSearch.objects.exists()
    assert found("carryall") == ["tote"]


def test_what_nobody_seeks_any_more_is_forgotten():
    search.note_vain("umbrella")
    search.note_vain("parasol")
    long_ago = timezone.now() - timedelta(days=search.KEPT_DAYS + 1)
    VainSearch.objects.filter(text="umbrella").update(last_at=long_ago)
    search.forget_vain()
    assert list(VainSearch.objects.values_list("text", flat=True)) == ["parasol"]


def test_no_more_texts_are_kept_than_said(monkeypatch):
    monkeypatch.setattr(search, "VAIN", 1)
    for text in ("umbrella", "parasol", "umbrella"):
        search.note_vain(text)
    assert list(VainSearch.objects.values_list("text", "times")) == [("umbrella", 2)]


def test_reindexing_counts_words_and_forgets_those_of_no_piece(tote):
    factories.product(title="Long Tote")
    SearchWord.objects.create(word="gone", shown="gone")
    Product.objects.filter(pk=tote.pk).update(title="Fold Basket")
    call_command("reindex", verbosity=0)
    words = dict(SearchWord.objects.values_list("word", "pieces"))
    assert (words["tote"], words["basket"]) == (1, 1)
    assert "gone" not in words
    assert found("basket") == ["tote"]


def test_a_piece_taken_off_sale_leaves_search(tote):
    tote.status = Product.Status.DRAFT
    tote.save()
    search.index(tote)
    assert not SearchDocument.objects.filter(product=tote).exists()


def test_the_words_that_were_in_the_code_became_rows():
    """A shop that had them still has them after the migration, and what staff have is left alone."""
    from importlib import import_module

    move = import_module("catalog.migrations.0010_synonyms_moved").move
    from django.apps import apps

    with connection.schema_editor() as editor:
        move(apps, editor)
        assert SynonymGroup.objects.filter(words__contains=["口红", "lipstick"]).exists()
        count = SynonymGroup.objects.count()
        move(apps, editor)
    assert SynonymGroup.objects.count() == count


def test_a_search_longer_than_a_synonym_is_refused_in_words(admin_client):
    vain = VainSearch.objects.create(text="a very long wish " * 4, times=1)
    answer = admin_client.post(
        reverse("admin:catalog_vainsearch_do", args=[vain.pk, "explain"]), {"word": "tote"}, follow=True
    )
    assert answer.status_code == 200
    assert VainSearch.objects.filter(pk=vain.pk).exists()
