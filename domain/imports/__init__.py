"""Imports: which file was taken over into the book. The file itself is not kept, its digest is."""
