"""Nothing that talks to a stranger is ever called while a transaction is open."""

import ast
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from minishop import outside
from minishop.notify.channels import channel
from orders.carriers import registry as carriers
from orders.invoices import issuers
from payments.gateways import registry as gateways
from tests import house
from tests.watch import Watch

#: Every module that loads adapters from settings, and the adapters it has.
REGISTRIES: dict[str, Callable[[], Mapping[str, Any]]] = {
    "payments.gateways.registry": gateways.enabled,
    "minishop.notify.channels.chosen": lambda: {code: channel(code) for code in settings.MESSAGE_CHANNELS},
    "orders.carriers.registry": carriers.enabled,
    "orders.invoices.issuers": lambda: {"current": issuers.current()},
}
#: What an adapter may be asked anywhere, for it only reads what was brought.
FREE = {"payments.gateways.registry": {"verify", "read", "problems"}}
#: Classes and functions from settings that are no adapters: they compute, and talk to nobody.
NOT_ADAPTERS = {"orders.pricing.services", "orders.tenders.base"}
#: Modules that speak a protocol of the network, each only behind the guard, or for a reason.
SPEAKERS = {
    "catalog.fetching.download": "guarded",
    "members.wechat.client": "guarded",
    "minishop.outbound.posting": "guarded",
    "minishop.outbound.doors": "guarded",
    "minishop.notify.channels.email": "an adapter, loaded by its registry",
    "minishop.doctor.doors": "a command that looks whether the post answers",
    "minishop.serving.supervisor": "a program without a database",
    "minishop.management.commands.serve": "looks whether its port is free",
    "minishop.embedded.places": "looks for free ports",
    "minishop.embedded.valkey": "asks the house's own cache whether it is up",
}
LIBRARIES = (
    "httpx", "httpcore", "requests", "aiohttp", "urllib3", "urllib.request", "http.client", "socket",
    "smtplib", "ftplib", "boto3", "botocore", "websockets", "django.core.mail",
)  # fmt: skip
CODE = (*house.DEPARTMENTS, house.KERNEL)


def users(of: str) -> set[str]:
    """Modules that name it, as `outside.loaded` or after importing it."""
    return {
        house.dotted(path)
        for path in house.modules(*CODE)
        for node in ast.walk(house.tree(path))
        if isinstance(node, ast.Name | ast.Attribute) and ast.unparse(node) == of
    }


def guarded_functions() -> Iterator[tuple[str, str]]:
    for path in house.modules(*CODE):
        scopes = [("", house.tree(path).body)]
        scopes += [(f"{n.name}.", n.body) for n in house.tree(path).body if isinstance(n, ast.ClassDef)]
        for owner, body in scopes:
            for node in body:
                decorators = getattr(node, "decorator_list", [])
                if any(ast.unparse(one) == "outside.guarded" for one in decorators):
                    yield house.dotted(path), f"{owner}{node.name}"  # type: ignore[attr-defined]


def public_methods(adapter: outside.Outside) -> list[str]:
    names = [name for name in dir(adapter.inner) if not name.startswith("_")]
    return [name for name in names if callable(getattr(adapter.inner, name))]


def test_every_registry_of_adapters_is_known_here():
    assert users("outside.loaded") == set(REGISTRIES)


def test_nothing_is_loaded_from_settings_past_the_guard():
    assert users("import_string") == {"minishop.outside"} | NOT_ADAPTERS


def test_whatever_speaks_over_the_network_is_known_here():
    speaking = {
        house.dotted(path)
        for path in house.modules(*CODE)
        for node in ast.walk(house.tree(path))
        for name in imported(node)
        if name in LIBRARIES or name.startswith(tuple(f"{library}." for library in LIBRARIES))
    }
    assert speaking == set(SPEAKERS)
    guarded = {module for module, _name in guarded_functions()}
    assert {module for module, why in SPEAKERS.items() if why == "guarded"} <= guarded


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


@pytest.mark.parametrize("registry", REGISTRIES)
@pytest.mark.django_db
def test_every_method_of_every_adapter_refuses_inside_a_transaction(registry, watch):
    adapters = REGISTRIES[registry]()
    assert adapters
    for adapter in adapters.values():
        assert isinstance(adapter, outside.Outside)
        assert adapter.free <= FREE.get(registry, set())
        methods = set(public_methods(adapter)) - adapter.free
        assert methods
        for name in methods:
            with transaction.atomic(), pytest.raises(outside.CalledInTransaction):
                getattr(adapter, name)()
    watch.inside.clear()


@pytest.mark.parametrize(("module", "name"), list(guarded_functions()))
@pytest.mark.django_db
def test_every_guarded_function_refuses_inside_a_transaction(module, name, watch):
    found: Any = import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    with transaction.atomic(), pytest.raises(outside.CalledInTransaction):
        found()
    watch.inside.clear()


@pytest.mark.django_db
def test_a_refusal_is_seen_whoever_swallows_it(watch):
    with transaction.atomic(), suppress(Exception):
        channel("email").send(None)
    assert watch.inside == ["Email.send"]
    watch.inside.clear()


@pytest.mark.django_db
def test_a_socket_opened_past_the_guard_is_seen(monkeypatch):
    monkeypatch.setattr(socket.socket, "connect", lambda this, address: None)
    seen = Watch()
    with monkeypatch.context() as patch, socket.socket() as plug:
        seen.begin(patch)
        plug.connect(("192.0.2.1", 443))
        assert not seen.inside
        with transaction.atomic():
            plug.connect(("192.0.2.1", 443))
    assert seen.inside == ["socket to ('192.0.2.1', 443)"]


@pytest.mark.django_db(transaction=True)
def test_a_transaction_is_open_from_its_first_line_to_its_last():
    assert not outside.is_open()
    with transaction.atomic():
        assert outside.is_open()
    assert not outside.is_open()
