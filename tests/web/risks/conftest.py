"""What tests of the pages of risks share: an office in the site's book, and its people in browsers."""

import pytest

from domain.people.words import Role
from tests.application.risks.office import THERE, Office
from tests.web.site import Browser, Site


@pytest.fixture
def lena(site: Site, office: Office) -> Browser:
    """A contributor of the program."""
    return site.browser(office.lena)


@pytest.fixture
def manager(site: Site, office: Office) -> Browser:
    return site.browser(office.manager)


@pytest.fixture
def stranger(site: Site, office: Office) -> Browser:
    """A manager of another program."""
    return site.client_for(Role.MANAGER, THERE)
