"""Areas on the map."""

from typing import Any

import pytest

from dugnad.domain.geometry import BoundingBox, NotAnArea, bounding_box, contains, repair, simplify

SQUARE = {"type": "Polygon", "coordinates": [[[10, 59], [11, 59], [11, 60], [10, 60], [10, 59]]]}
HOLED = {
    "type": "Polygon",
    "coordinates": [SQUARE["coordinates"][0], [[10.4, 59.4], [10.6, 59.4], [10.6, 59.6], [10.4, 59.6], [10.4, 59.4]]],
}
BOW_TIE = {"type": "Polygon", "coordinates": [[[10, 59], [11, 60], [11, 59], [10, 60], [10, 59]]]}


def test_it_leaves_a_sound_area_as_it_is() -> None:
    found = repair(SQUARE)
    assert not found.was_broken
    assert bounding_box(found.geometry) == BoundingBox(10, 59, 11, 60)


def test_it_splits_a_boundary_that_crosses_itself() -> None:
    found = repair(BOW_TIE)
    assert found.was_broken
    assert found.geometry["type"] == "MultiPolygon"
    assert contains(found.geometry, 10.1, 59.5)
    assert not contains(found.geometry, 10.5, 59.9)


def test_it_drops_the_stray_line_of_a_spike() -> None:
    spike = {"type": "Polygon", "coordinates": [[[10, 59], [11, 59], [11, 60], [12, 61], [11, 60], [10, 60], [10, 59]]]}
    assert bounding_box(repair(spike).geometry) == BoundingBox(10, 59, 11, 60)


def test_it_drops_heights_and_needless_decimals() -> None:
    ring = [[10.1234567, 59, 5], [11, 59, 5], [11, 60, 5], [10.1234567, 59, 5]]
    found = repair({"type": "Polygon", "coordinates": [ring]}).geometry
    assert [10.12346, 59.0] in found["coordinates"][0]


@pytest.mark.parametrize(
    "geometry",
    [
        {},
        {"type": "Point", "coordinates": [10, 59]},
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[10, 59], [11, 60]]]},
        {"type": "Polygon", "coordinates": [[[10, 59], [11, 60], [10, 59], [10, 59]]]},
        {"type": "Polygon", "coordinates": "here"},
        {"type": "Polygon", "coordinates": [[["a", "b"], [1, 2], [3, 4], [1, 1]]]},
        {"type": "Polygon", "coordinates": [[[float("nan"), 59], [11, 59], [11, 60], [10, 59]]]},
        {"type": "Polygon", "coordinates": [[[float("inf"), 59], [11, 59], [11, 60], [10, 59]]]},
        {"type": "Heap", "coordinates": [1]},
    ],
)
def test_it_refuses_what_is_no_area(geometry: dict[str, Any]) -> None:
    with pytest.raises(NotAnArea):
        repair(geometry)


def test_an_empty_area_has_no_box() -> None:
    with pytest.raises(NotAnArea):
        bounding_box({"type": "Polygon", "coordinates": []})


@pytest.mark.parametrize(
    ("longitude", "latitude", "inside"),
    [(10.2, 59.2, True), (10.5, 59.5, False), (10.0, 59.5, True), (9.9, 59.5, False)],
)
def test_it_tells_whether_a_point_lies_inside(longitude: float, latitude: float, inside: bool) -> None:
    assert contains(HOLED, longitude, latitude) is inside


def test_a_box_holds_its_edge() -> None:
    assert BoundingBox(10, 59, 11, 60).holds(11, 60)
    assert not BoundingBox(10, 59, 11, 60).holds(11.1, 60)


def test_it_simplifies_without_losing_the_shape() -> None:
    wiggly = {"type": "Polygon", "coordinates": [[[10, 59], [10.5, 59.0001], [11, 59], [11, 60], [10, 60], [10, 59]]]}
    found = simplify(wiggly, 0.01)
    assert len(found["coordinates"][0]) == 5
