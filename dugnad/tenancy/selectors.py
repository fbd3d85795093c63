"""Reads about places and municipalities."""

from django.db.models import Q, QuerySet

from .models import Municipality, Place


def _municipalities() -> QuerySet[Municipality]:
    # An outline is a hundred kilobytes that few pages draw.
    return Municipality.objects.select_related("place", "place__county").defer("place__boundary", "place__county__boundary")


def municipality_by_slug(slug: str) -> Municipality | None:
    """Return the municipality that runs Dugnad under `slug`, with its place."""
    return _municipalities().filter(slug=slug).first()


def municipalities_named(*, slug: str, host: str) -> tuple[Municipality | None, Municipality | None]:
    """Return the municipality an address names, and the one its host is bound to; one query, since every page asks."""
    rows = list(_municipalities().filter(Q(slug=slug) | (Q(host=host) & ~Q(host=""))))
    by_slug = next((row for row in rows if row.slug == slug), None)
    return by_slug, next((row for row in rows if row.host and row.host == host), None)


def languages_at(slug: str) -> list[str]:
    """Return the languages spoken at the address of a place: those the municipality offers, else by its own language form."""
    municipality = Municipality.objects.filter(slug=slug).only("languages").first()
    if municipality is not None and municipality.languages:
        return list(municipality.languages)
    place = Place.objects.filter(slug=slug).only("language_form").first()
    return own_languages(place.language_form if place else "")


def own_languages(language_form: str) -> list[str]:
    """Return all interface languages, that of a municipality's language form (nb, nn or neutral) first."""
    return ["nn", "nb", "en"] if language_form == "nn" else ["nb", "nn", "en"]
