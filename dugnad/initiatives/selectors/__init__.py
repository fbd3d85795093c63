"""Reads of initiatives, one file a subject."""
