"""What people may and may not do."""
