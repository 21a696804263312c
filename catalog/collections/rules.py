"""Whom a rule admits: a list of conditions as data, read against one table and turned into one Q.

A rule is `{"field": "tag", "is": "equals", "value": "silk"}`. Nothing of it reaches a query but its value,
and that as a parameter. Texts are compared as the shop's own language has them, capitals or not.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from functools import reduce
from operator import and_, or_
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.lookups import DataContains
from django.core.exceptions import ValidationError
from django.db.models import CharField, Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from catalog.products.models import Price, Variant
from minishop.money import default_currency

MOST = 30
LONGEST = 120
Rule = dict[str, str]


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that may be asked of a piece; `takes` names what its value is, if it needs one."""

    words: Any
    takes: str
    ask: Callable[[Any], Q]


def _text(column: str, lookup: str, negated: bool = False) -> Callable[[Any], Q]:
    def ask(value: Any) -> Q:
        found = Q((f"{column}__{lookup}", value))
        return ~found if negated else found

    return ask


def _holds(column: str, value: str) -> Q:
    words = ArrayField(CharField())
    lowered = Func(F(column), template="lower(%(expressions)s::text)::varchar[]", output_field=words)
    return Q(DataContains(lowered, Value([value.lower()], output_field=words)))


def _variant(**asked: Any) -> Q:
    return Q(Exists(Variant.objects.filter(product=OuterRef("pk"), is_on_sale=True, **asked)))


def _option(value: str) -> Q:
    variants = Variant.objects.filter(product=OuterRef("pk"), is_on_sale=True)
    return Q(Exists(variants.filter(_holds("option_values", value))))


def _reduced(_value: Any) -> Q:
    prices = Price.objects.filter(variant__product=OuterRef("pk"), variant__is_on_sale=True)
    return Q(Exists(prices.filter(currency=default_currency(), compare_at__gt=F("amount"))))


def _since(days: int) -> Q:
    return Q(published_at__gt=Now() - timedelta(days=days), published_at__lte=Now())


#: (field, relation) → what it asks, in the order staff choose from.
CONDITIONS: dict[tuple[str, str], Condition] = {
    ("title", "contains"): Condition(_("Title contains"), "text", _text("title", "icontains")),
    ("title", "lacks"): Condition(_("Title does not contain"), "text", _text("title", "icontains", True)),
    ("title", "equals"): Condition(_("Title is"), "text", _text("title", "iexact")),
    ("title", "starts"): Condition(_("Title begins with"), "text", _text("title", "istartswith")),
    ("title", "ends"): Condition(_("Title ends with"), "text", _text("title", "iendswith")),
    ("type", "equals"): Condition(_("Type is"), "text", _text("kind", "iexact")),
    ("type", "not"): Condition(_("Type is not"), "text", _text("kind", "iexact", True)),
    ("type", "contains"): Condition(_("Type contains"), "text", _text("kind", "icontains")),
    ("vendor", "equals"): Condition(_("Brand is"), "text", _text("vendor__name", "iexact")),
    ("vendor", "not"): Condition(_("Brand is not"), "text", _text("vendor__name", "iexact", True)),
    ("tag", "equals"): Condition(_("Has the tag"), "text", lambda value: _holds("tags", value)),
    ("tag", "not"): Condition(_("Does not have the tag"), "text", lambda value: ~_holds("tags", value)),
    ("price", "most"): Condition(
        _("Price at most"), "amount", lambda most: Q(price_from__lte=most, price_to__gt=0)
    ),
    ("price", "least"): Condition(_("Price at least"), "amount", lambda least: Q(price_to__gte=least)),
    ("reduced", "yes"): Condition(_("Is reduced"), "", _reduced),
    ("reduced", "no"): Condition(_("Is not reduced"), "", lambda value: ~_reduced(value)),
    ("stock", "yes"): Condition(_("Is in stock"), "", lambda _value: Q(in_stock=True)),
    ("stock", "no"): Condition(_("Is sold out"), "", lambda _value: Q(in_stock=False)),
    ("option", "equals"): Condition(_("Comes in (colour, size …)"), "text", _option),
    ("option", "not"): Condition(_("Does not come in"), "text", lambda value: ~_option(value)),
    ("published", "within"): Condition(_("On sale for at most (days)"), "days", _since),
    ("published", "before"): Condition(
        _("On sale for more than (days)"),
        "days",
        lambda days: Q(published_at__lte=Now() - timedelta(days=days)),
    ),
    ("sku", "starts"): Condition(
        _("SKU begins with"), "text", lambda value: _variant(sku__istartswith=value)
    ),
}


def read(rules: Any) -> list[Rule]:
    """The rules as they are kept: known conditions, values trimmed, each once.

    Raises:
        ValidationError: with one sentence for each condition that makes no sense.
    """
    if not isinstance(rules, list) or len(rules) > MOST:
        raise ValidationError(_("A rule is a list of at most %(most)s conditions."), params={"most": MOST})
    kept, wrong = [], []
    for rule in rules:
        try:
            kept.append(_read(rule))
        except ValidationError as problem:
            wrong.append(problem)
    if wrong:
        raise ValidationError(wrong)
    return [rule for n, rule in enumerate(kept) if rule not in kept[:n]]


def query(rules: Sequence[Rule], *, any_of: bool) -> Q:
    """The pieces that fulfil all conditions, or any of them; without conditions, none.

    Raises:
        ValidationError: as `read`.
    """
    asked = [_condition(rule).ask(_value(rule)) for rule in read(list(rules))]
    return reduce(or_ if any_of else and_, asked) if asked else Q(pk__in=[])


def _read(rule: Any) -> Rule:
    if not isinstance(rule, dict) or not all(isinstance(value, str) for value in rule.values()):
        raise ValidationError(_("A condition this shop does not know."))
    takes = _condition(rule).takes
    _value(rule)
    value = " ".join(rule.get("value", "").split()) if takes else ""
    return {"field": rule["field"], "is": rule["is"], "value": value}


def _condition(rule: Rule) -> Condition:
    found = CONDITIONS.get((rule.get("field", ""), rule.get("is", "")))
    if found is None:
        raise ValidationError(_("A condition this shop does not know."))
    return found


def _value(rule: Rule) -> Any:
    """The value as its condition takes it.

    Raises:
        ValidationError: it is missing, or not a number where one is asked for.
    """
    condition, value = _condition(rule), " ".join(rule.get("value", "").split())
    told = {"condition": condition.words, "value": value}
    if not condition.takes:
        return None
    if not value:
        raise ValidationError(_("“%(condition)s” needs a value."), params=told)
    if condition.takes == "text":
        if len(value) > LONGEST or "\0" in value:
            raise ValidationError(_("“%(condition)s”: the value is too long."), params=told)
        return value
    return _number(condition, value, told)


def _number(condition: Condition, value: str, told: dict[str, Any]) -> Decimal | int:
    try:
        number = Decimal(value.replace(",", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if condition.takes == "amount" and number.is_finite() and 0 <= number < 10**9:
        return number
    if condition.takes == "days" and number.is_finite() and number in range(1, 3651):
        return int(number)
    sentence = (
        _("“%(condition)s”: “%(value)s” is not an amount.")
        if condition.takes == "amount"
        else _("“%(condition)s”: “%(value)s” is not a number of days from 1 to 3650.")
    )
    raise ValidationError(sentence, params=told)
