"""Dugnad: the open platform on which a municipality becomes a Kommune 3.0."""
