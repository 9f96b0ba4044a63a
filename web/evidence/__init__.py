"""The page on which an evidence bundle is chosen and taken."""
