"""Areas on the map: mended, measured, and asked which of them a point lies in.

Geometries are GeoJSON mappings in longitude and latitude (WGS 84), as they are stored and sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, isfinite, radians
from typing import Any

import shapely
from shapely.affinity import scale
from shapely.errors import ShapelyError
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

Geometry = Mapping[str, Any]
# Five decimals of a degree are about a metre, finer than the boundaries we are given.
DECIMALS = 5
# A minute of arc along a meridian is a nautical mile, 1,852 metres.
METRES_A_DEGREE = 60 * 1852


class NotAnArea(ValueError):
    """The geometry is not a polygon, or nothing of it is left when it is mended."""


@dataclass(frozen=True)
class BoundingBox:
    """The smallest box along the meridians around an area."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, longitude: float, latitude: float) -> bool:
        """Tell whether a point lies in the box, its edge included."""
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north


def _shape(geometry: Geometry) -> BaseGeometry:
    try:
        return shape(dict(geometry))
    except (ShapelyError, TypeError, ValueError, AttributeError, KeyError, IndexError) as error:
        raise NotAnArea("not a GeoJSON polygon") from error


def _area(geometry: BaseGeometry) -> BaseGeometry:
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon" and part.area > 0]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _written(area: BaseGeometry) -> dict[str, Any]:
    written: dict[str, Any] = mapping(area)
    return {"type": written["type"], "coordinates": _listed(written["coordinates"])}


def _listed(coordinates: Any) -> Any:
    if isinstance(coordinates, float):
        return round(coordinates, DECIMALS)
    return [_listed(part) for part in coordinates]


@dataclass(frozen=True)
class Repaired:
    """A valid area in GeoJSON, and whether it had to be mended to become one."""

    geometry: dict[str, Any]
    was_broken: bool


def repair(geometry: Geometry) -> Repaired:
    """Return a valid polygon or multipolygon covering the same ground, or raise NotAnArea.

    A boundary that touches or crosses itself is split where it does, and stray lines and points are dropped.
    """
    given = _shape(dict(geometry))
    if given.geom_type not in {"Polygon", "MultiPolygon"}:
        raise NotAnArea(f"expected a polygon, got {given.geom_type}")
    if not all(isfinite(number) for point in shapely.get_coordinates(given).tolist() for number in point):
        raise NotAnArea("a point of the polygon is nowhere")
    # Rounding may make a sound ring touch itself, so it comes before the mending.
    rounded = shapely.transform(shapely.force_2d(given), lambda points: points.round(DECIMALS))
    mended = shapely.make_valid(rounded)
    # Splitting a crossing makes points between the grid lines; snapping keeps the stored form valid.
    area = _area(shapely.set_precision(mended, 10**-DECIMALS))
    if area.is_empty:
        raise NotAnArea("the polygon has no area")
    return Repaired(_written(area), was_broken=not given.is_valid)


def bounding_box(geometry: Geometry) -> BoundingBox:
    """Return the box around a geometry, or raise NotAnArea when it is empty."""
    given = _shape(dict(geometry))
    if given.is_empty:
        raise NotAnArea("the polygon has no area")
    return BoundingBox(*(float(side) for side in given.bounds))


def contains(geometry: Geometry, longitude: float, latitude: float) -> bool:
    """Tell whether a point lies in an area; a point on the boundary belongs to both sides."""
    return bool(_shape(geometry).intersects(shapely.Point(longitude, latitude)))


def is_near(geometry: Geometry, longitude: float, latitude: float, metres: float) -> bool:
    """Tell whether a point lies in an area or within so many metres of it, on a sphere flattened at the point's latitude."""
    squeeze = cos(radians(latitude))
    area = scale(_shape(geometry), xfact=squeeze, origin=(0, 0))
    return bool(area.distance(shapely.Point(longitude * squeeze, latitude)) * METRES_A_DEGREE <= metres)


def simplify(geometry: Geometry, tolerance: float) -> dict[str, Any]:
    """Return the area with fewer points, none moved further than tolerance (in degrees), for small maps."""
    simpler = _shape(geometry).simplify(tolerance, preserve_topology=True)
    return repair(mapping(simpler)).geometry
