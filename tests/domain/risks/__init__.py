"""Proofs of the rules of risks."""
