"""What tests of report pages share: the site with the Transport program in its book."""

import pytest

from tests.projections.reports.transport import tell_transport
from tests.web.site import Site


@pytest.fixture
def transport(site: Site) -> Site:
    tell_transport(site.book)
    return site
