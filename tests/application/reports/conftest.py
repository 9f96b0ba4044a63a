"""What these tests share: a book with the Transport program in it, on either database."""

from tests.projections.reports.conftest import told

__all__ = ["told"]
