"""Readers of files that people bring: bytes in, frozen structs out, and every cell that could not be read named."""
