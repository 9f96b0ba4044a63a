"""Every proof that Steward does what it says."""
