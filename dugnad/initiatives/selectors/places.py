"""Where a point lies: here, near enough to be here, or somewhere else."""

from dataclasses import dataclass

from dugnad.domain.geometry import contains
from dugnad.tenancy.models import Municipality, Place
from dugnad.tenancy.selectors_places import place_at

# About 300 metres: boundaries follow the shore roughly, and a jetty or a bathing place lies on its outer side.
_NEAR_LAT, _NEAR_LON = 0.0027, 0.0054


@dataclass(frozen=True)
class Whereabouts:
    """Whether a point counts as here, and the place it lies in when it does not."""

    is_here: bool
    elsewhere: Place | None = None


def whereabouts(municipality: Municipality, lon: float, lat: float) -> Whereabouts:
    """Return whether a point is in the municipality; without a boundary to ask, the person is believed."""
    boundary = Place.objects.filter(pk=municipality.place_id).values_list("boundary", flat=True).first()
    if not boundary:
        return Whereabouts(is_here=True)
    if contains(boundary, lon, lat):
        return Whereabouts(is_here=True)
    other = place_at(lon, lat, kind=municipality.place.kind)
    if other is None:
        around = [(lon + east * _NEAR_LON, lat + north * _NEAR_LAT) for east in (-1, 0, 1) for north in (-1, 0, 1)]
        return Whereabouts(is_here=any(contains(boundary, *point) for point in around))
    return Whereabouts(is_here=other.pk == municipality.place_id, elsewhere=other)
