"""The timeline over programs."""
