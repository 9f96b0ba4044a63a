"""The proof: checkpoints, verification, and files with which outsiders check the log."""
