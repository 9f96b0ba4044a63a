"""Proofs of the rules of issued reports."""
