"""Evidence bundles: a part of the log with its proofs, for somebody who trusts neither us nor our database."""
