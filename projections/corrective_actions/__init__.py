"""Corrective actions as people look at them."""
