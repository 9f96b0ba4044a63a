"""What programs may and may not do."""
