"""Shapes of what staff write, one file a subject."""
