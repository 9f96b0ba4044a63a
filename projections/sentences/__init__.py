"""Every fact as one sentence that a person can read; a test fails where a fact has none."""
