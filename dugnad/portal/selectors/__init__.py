"""Reads over many rooms, one file a page."""
