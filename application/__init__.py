"""What people may ask for, and the log that remembers it."""
