"""Promises that must outlive every version: stored bytes, topics, sentences."""
