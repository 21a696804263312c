"""Valkey freezes: orders go on, no answer takes longer than people wait, and nothing is lost."""

import os
import signal
import threading
import time

import pytest

from minishop.embedded import Places
from tests.faults.storm.buyers import Buyer

pytestmark = pytest.mark.served

#: Seconds within which an answer is owed.
OWED = 2.0


def test_orders_go_on_while_valkey_is_frozen(shop):
    valkey = int((Places(shop.data_dir).valkey / "pid").read_text())
    stop = threading.Event()
    buyer = Buyer(shop.address, shop.goods, 1, stop)
    os.kill(valkey, signal.SIGSTOP)
    try:
        buyer.patience = OWED
        buyer.start()
        time.sleep(12)
        stop.set()
        buyer.join(60)
    finally:
        os.kill(valkey, signal.SIGCONT)
    assert buyer.troubles == {}
    assert len(buyer.paid) > 1

    shop.command("manage.py", "sweep")
    assert shop.command("manage.py", "audit", check=False).returncode == 0
    deadline = time.monotonic() + 60
    while unsent := shop.rows("SELECT kind FROM minishop_message WHERE state <> 'sent'"):
        assert time.monotonic() < deadline, unsent
        time.sleep(0.5)
