"""The stored bytes of one event of every topic; `python -m tests.contracts.golden` adds the topics that are missing."""

import json
from pathlib import Path

from application.ledger.stored import ENCODER, topics
from tests.builders import example, stored

FILE = Path(__file__).with_name("events.json")


def read() -> dict[str, str]:
    """Topic to the stored text, exactly as a release wrote it."""
    found: dict[str, str] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return found


def add_missing() -> list[str]:
    """What has been stored is never written anew: a changed example is a broken promise, not a stale file."""
    golden = read()
    added = sorted(set(topics()) - set(golden))
    for topic in added:
        golden[topic] = ENCODER.encode(stored(example(topics()[topic]))).decode()
    text = json.dumps(golden, indent=1, ensure_ascii=False, sort_keys=True)
    FILE.write_text(f"{text}\n", encoding="utf-8")
    return added


if __name__ == "__main__":
    for topic in add_missing():
        print(f"added {topic}")  # noqa: T201 - the command tells what it did
