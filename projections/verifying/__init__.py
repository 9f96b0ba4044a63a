"""Whether the stored rows are the fold of the log: an independent fold in memory beside every stored version."""

from projections.verifying.apart import apart
from projections.verifying.check import Found, verify_rows
from projections.verifying.naming import Fault
from projections.verifying.sums import Reader

__all__ = ["Fault", "Found", "Reader", "apart", "verify_rows"]
