"""Two moments of the book, side by side."""
