"""Issues as people look at them."""
