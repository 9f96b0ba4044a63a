"""Corrective actions: a nonconformity contained, its cause found and removed, and the effect proved."""
