"""The record: every fact, who said it, when it was written down and since when it is true."""
