"""Forms of rows with texts in several languages: a field for each text and language.

The columns are the shop's own language; `title_zh_hans` and the like stand beside them and are kept in
the row's `translations`.
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.utils.text import capfirst, format_lazy
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from minishop.translation import TranslatedModel


def others() -> list[tuple[str, Any]]:
    """Languages beside the shop's own, as (code, name)."""
    return [(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def names(model: type[TranslatedModel], *fields: str) -> list[str]:
    """The form's fields that hold those texts (all of them unless named) in the other languages."""
    return [field_name(field, code) for code, _ in others() for field in fields or model.translated]


def field_name(field: str, code: str) -> str:
    return f"{field}_{code.replace('-', '_')}"


class TranslatedForm(forms.ModelForm):
    """Reads the translations into its fields, and writes them back with the row."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, field, name in self._texts():
            self.initial.setdefault(name, self.instance.translations.get(code, {}).get(field, ""))

    def _texts(self) -> Iterator[tuple[str, str, str]]:
        for code, _ in others():
            for field in self._meta.model.translated:
                name = field_name(field, code)
                if name in self.fields:
                    yield code, field, name

    def _post_clean(self) -> None:
        words = {code: dict(kept) for code, kept in self.instance.translations.items()}
        for code, field, name in self._texts():
            value = self.cleaned_data.get(name)
            words.setdefault(code, {}).pop(field, None)
            if value:
                words[code][field] = value
        self.instance.translations = {code: kept for code, kept in words.items() if kept}
        super()._post_clean()  # type: ignore[misc]


def translated_form(
    model: type[TranslatedModel], base: type[TranslatedForm] = TranslatedForm
) -> type[TranslatedForm]:
    """A form class for the model with every text in every language."""
    declared = {
        field_name(field, code): _form_field(model, field, language)
        for code, language in others()
        for field in model.translated
    }
    meta = type("Meta", (), {"model": model, "exclude": ["translations"]})
    return type(f"{model.__name__}Form", (base,), {**declared, "Meta": meta})


def _form_field(model: type[TranslatedModel], name: str, language: Any) -> forms.Field:
    column = model._meta.get_field(name)
    is_long = isinstance(column, models.TextField)
    field = column.formfield(required=False)  # type: ignore[union-attr]
    assert field is not None
    field.widget = UnfoldAdminTextareaWidget() if is_long else UnfoldAdminTextInputWidget()
    field.label = format_lazy("{} · {}", capfirst(column.verbose_name), language)  # type: ignore[union-attr]
    field.help_text = ""
    return field
