"""What the generated tests of read models may ask for."""

from typing import Any

import pytest

from tests import postgres
from tests.projections.books import in_a_file, on


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def fresh(request: pytest.FixtureRequest) -> Any:
    """Opens an empty book, as often as a test asks for one."""
    if request.param == "sqlite":
        return in_a_file
    server: postgres.Server = request.getfixturevalue("postgres_server")
    return lambda: on(server)
