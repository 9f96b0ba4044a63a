"""Report documents: pure functions of a definition, its parameters and a position, and the files they become."""
