"""The library's own cases for recorders, run on ours.

What does not apply: subscriptions and waiting (read models are written in the append transaction, so nothing follows),
recorders without a log, with tracking or of processes (every event of ours has a position), and its timings.
"""

import sys
import unittest
from types import ModuleType
from uuid import uuid4

import pytest

from application.ledger import open_database
from application.ledger.recorder import LogRecorder

# The module of the cases imports a cipher that needs a package of its own; no case that is run here uses it.
_CIPHER = ModuleType("eventsourcing.cipher")
_CIPHER.AESCipher = object  # type: ignore[attr-defined]
sys.modules.setdefault("eventsourcing.cipher", _CIPHER)

from eventsourcing.tests import persistence  # noqa: E402


@pytest.mark.parametrize("name", ["test_insert_select", "test_concurrent_no_conflicts", "test_concurrent_throughput"])
def test_an_application_recorder(database_url: str, name: str) -> None:
    _run(persistence.ApplicationRecorderTestCase, name, database_url)


def test_positions_do_not_interleave(database_url: str) -> None:
    _run(persistence.NonInterleavingNotificationIDsBaseCase, "test", database_url)


def test_nothing_subscribes(database_url: str) -> None:
    database = open_database(database_url)
    with pytest.raises(NotImplementedError):
        LogRecorder(database).subscribe()
    database.close()


def _run(cases: type, name: str, url: str) -> None:
    database = open_database(url)
    database.create_log()

    class Ours(cases):  # type: ignore[misc]
        INITIAL_VERSION = 1
        insert_num = 200

        def new_originator_id(self) -> str:
            return str(uuid4())

        def create_recorder(self) -> LogRecorder:
            return LogRecorder(database)

    result = unittest.TestResult()
    Ours(name).run(result)
    database.close()
    assert [text for _, text in result.failures + result.errors] == []
    assert result.testsRun == 1
