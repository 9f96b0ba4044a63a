"""The pages of corrective actions."""
