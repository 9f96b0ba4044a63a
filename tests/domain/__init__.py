"""Proofs of the rules, with facts only."""
