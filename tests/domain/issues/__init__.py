"""Proofs of the rules of issues."""
