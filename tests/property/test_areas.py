"""What holds for every drawn area."""

from hypothesis import assume, given
from hypothesis import strategies as st
from shapely.geometry import shape

from dugnad.domain.geometry import NotAnArea, bounding_box, contains, repair, simplify

points = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda point: [10 + point[0] / 20, 59 + point[1] / 20])
rings = st.lists(points, min_size=3, max_size=12).map(lambda ring: [*ring, ring[0]])


@given(rings)
def test_whatever_is_drawn_becomes_a_valid_area_or_is_refused(ring: list[list[float]]) -> None:
    try:
        found = repair({"type": "Polygon", "coordinates": [ring]})
    except NotAnArea:
        return
    area = shape(found.geometry)
    assert area.is_valid
    assert area.geom_type in {"Polygon", "MultiPolygon"}
    assert area.area > 0
    assert repair(found.geometry).was_broken is False


@given(rings, points)
def test_a_point_inside_lies_in_the_box(ring: list[list[float]], point: list[float]) -> None:
    try:
        area = repair({"type": "Polygon", "coordinates": [ring]}).geometry
    except NotAnArea:
        assume(False)
    assert not contains(area, *point) or bounding_box(area).holds(*point)


@given(rings)
def test_a_simpler_area_is_valid(ring: list[list[float]]) -> None:
    try:
        area = repair({"type": "Polygon", "coordinates": [ring]}).geometry
        simpler = simplify(area, 0.001)
    except NotAnArea:
        return
    assert shape(simpler).is_valid
