"""What people look at: rows made of facts, each true from one position of the log up to another."""
