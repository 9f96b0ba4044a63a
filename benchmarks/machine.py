"""What the figures were measured on; a figure without its machine says nothing."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

from application.ledger import Database, open_database
from benchmarks.history import SEED
from benchmarks.scene import Scene, Sizes

PACKAGES = ("eventsourcing", "litestar", "msgspec", "psycopg", "pysqlite3")


def facts(sizes: Sizes, scenes: list[Scene]) -> dict[str, object]:
    return {
        "cores": os.cpu_count(),
        "processor": _line("/proc/cpuinfo", "model name"),
        "load_at_start": ", ".join(f"{load:.2f}" for load in os.getloadavg()),
        "memory": _line("/proc/meminfo", "MemTotal"),
        "system": platform.platform(),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
        "databases": {scene.name: _database(scene) for scene in scenes},
        "seed": SEED,
        "sizes": {name: getattr(sizes, name) for name in sizes.__struct_fields__},
    }


def _database(scene: Scene) -> dict[str, str]:
    with scene.empty() as url:
        database = open_database(url)
        try:
            return {**_settings(database), **_disk(database)}
        finally:
            database.close()


def _settings(database: Database) -> dict[str, str]:
    return {name: value for name, value in database.facts().items() if name not in ("file", "guards")}


def _disk(database: Database) -> dict[str, str]:
    """Whether the server waits for the disk; SQLite tells it by its setting `synchronous`, where 2 is FULL."""
    if database.dialect == "sqlite":
        return {}
    with database.read() as tx:
        return {"fsync": str((tx.one("SHOW fsync") or ("",))[0])}


def _line(file: str, start: str) -> str:
    path = Path(file)
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(start)), "unknown")
