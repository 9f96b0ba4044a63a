"""What changed in the book, field by field: by single events, and between two moments."""
