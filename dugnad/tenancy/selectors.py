"""Reads about places and municipalities."""

from .models import Municipality


def municipality_by_slug(slug: str) -> Municipality | None:
    """Return the municipality that runs Dugnad under `slug`, with its place."""
    return Municipality.objects.select_related("place", "place__county").filter(slug=slug).first()


def municipality_by_host(host: str) -> Municipality | None:
    """Return the municipality that has this host name for its own."""
    return Municipality.objects.filter(host=host).exclude(host="").first()
