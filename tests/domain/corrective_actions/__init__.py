"""Proofs of the rules of corrective actions."""
