"""Where this system keeps people's data, when nobody said otherwise."""

import os
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]


def data_folder() -> Path:
    """`data` in a checkout; for an installed Steward the place where this system keeps people's data."""
    if (CHECKOUT / "pyproject.toml").exists():
        return CHECKOUT / "data"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "Steward"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Steward"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "steward"
