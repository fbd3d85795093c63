import pytest
from hypothesis import given
from hypothesis import strategies as st

from dugnad.ui.colour import BLACK, WHITE, contrast, from_lch, lightness, parse, to_hex, to_lch
from dugnad.ui.theme import ThemeResult, theme_css

colours = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")

# What the theme tool itself makes of these colours (version 1.15).
KNOWN = {
    ("#004a94", "light"): {
        "background-tinted": "#f0f4f9",
        "border-default": "#477cb2",
        "text-subtle": "#1e5fa0",
        "base-hover": "#003971",
    },
    ("#004a94", "dark"): {
        "background-default": "#0b1828",
        "text-subtle": "#96aac2",
        "base-default": "#87aacd",
        "base-active": "#4c80b4",
    },
    ("#cb3a2a", "light"): {"surface-tinted": "#f8e4e2", "border-default": "#d04d3e", "base-active": "#87271c"},
}


def _pairs(result: ThemeResult) -> list[tuple[str, str]]:
    pairs = []
    for scheme in (result.light, result.dark):
        for paper in ("background-default", "background-tinted", "surface-default", "surface-tinted"):
            pairs += [(scheme["text-subtle"], scheme[paper]), (scheme["text-default"], scheme[paper])]
        pairs += [(scheme["base-contrast-default"], scheme[base]) for base in ("base-default", "base-hover", "base-active")]
        pairs.append((scheme["base-contrast-subtle"], scheme["base-default"]))
    return pairs


@given(colours)
def test_it_keeps_contrast_of_text_and_buttons_for_every_colour(colour: str) -> None:
    for text, paper in _pairs(theme_css(colour)):
        assert contrast(parse(text), parse(paper)) >= 4.5, (colour, text, paper)


@given(colours)
def test_it_keeps_buttons_visible_on_the_page_by_day_and_night(colour: str) -> None:
    result = theme_css(colour)
    assert contrast(parse(result.light["base-default"]), WHITE) >= 3
    assert contrast(parse(result.dark["base-default"]), parse("#10161d")) >= 3


@given(colours)
def test_it_gives_the_same_scheme_every_time(colour: str) -> None:
    first = theme_css(colour).css
    theme_css.cache_clear()
    assert theme_css(colour).css == first


@pytest.mark.parametrize(("colour", "scheme"), list(KNOWN))
def test_it_makes_the_scheme_that_the_theme_tool_makes(colour: str, scheme: str) -> None:
    made = getattr(theme_css(colour), scheme)
    assert {name: made[name] for name in KNOWN[colour, scheme]} == KNOWN[colour, scheme]


def test_it_writes_a_style_sheet_for_day_night_and_choice() -> None:
    css = theme_css("#004a94").css
    assert css.count("--ds-color-primary-base-default:#004a94;") == 1
    assert css.count("--ds-color-primary-base-default:#87aacd;") == 2
    assert "prefers-color-scheme:dark" in css
    assert "style=" not in css


@pytest.mark.parametrize("colour", ["#c01b1b", "#cb3a2a", "#e0301e"])
def test_administrator_is_warned_when_the_colour_looks_like_danger(colour: str) -> None:
    assert any("fare" in str(warning) for warning in theme_css(colour).warnings)


@pytest.mark.parametrize("colour", ["#808080", "#20303f", "#6b7078"])
def test_administrator_is_warned_when_the_colour_is_dull(colour: str) -> None:
    assert any("grå" in str(warning) for warning in theme_css(colour).warnings)


def test_administrator_is_warned_when_the_colour_is_too_light_for_a_button() -> None:
    result = theme_css("#ffe08a")
    assert any("lys" in str(warning) for warning in result.warnings)
    assert result.light["base-default"] != "#ffe08a"


@pytest.mark.parametrize("colour", ["#004a94", "#0d6e6e", "#7a2f8f", "#2f6b3a"])
def test_administrator_is_not_warned_about_a_good_colour(colour: str) -> None:
    assert theme_css(colour).warnings == ()


@pytest.mark.parametrize("text", ["", "blue", "#fff", "004a94", "#00zz94", "#004a94;}body{", "#004a94\n"])
def test_it_refuses_what_is_not_a_colour(text: str) -> None:
    with pytest.raises(ValueError, match="Not a colour"):
        theme_css(text)


@given(colours)
def test_it_finds_its_way_back_from_oklch(colour: str) -> None:
    there_and_back = parse(to_hex(from_lch(to_lch(parse(colour)))))
    assert all(abs(a - b) <= 1 for a, b in zip(there_and_back, parse(colour), strict=True))


def test_it_measures_lightness_and_contrast_of_the_ends() -> None:
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert lightness(BLACK) == 0
    assert lightness(WHITE) == pytest.approx(100)
