"""What projects may and may not do."""
