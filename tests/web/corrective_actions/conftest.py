"""What these tests share: a site with people around corrective actions."""

import pytest

from tests.web.corrective_actions.plant import Plant
from tests.web.site import Site


@pytest.fixture
def plant(site: Site) -> Plant:
    return Plant(site)
