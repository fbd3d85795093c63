"""Money as whole øre, and numbers as Norwegians write them."""

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"


def format_number(number: int) -> str:
    """Return a whole number with its thousands apart: 180 000 with spaces that never break over a line."""
    grouped = f"{abs(number):,}".replace(",", NO_BREAK_SPACE)
    return f"{MINUS}{grouped}" if number < 0 else grouped


def format_kroner(ore: int) -> str:
    """Return an amount of øre in kroner, with øre shown only where there are any: 180 000 kr, 99,50 kr."""
    kroner, rest = divmod(abs(ore), 100)
    text = format_number(kroner) + (f",{rest:02d}" if rest else "") + NO_BREAK_SPACE + "kr"
    return f"{MINUS}{text}" if ore < 0 else text


def parse_kroner(text: str) -> int:
    """Return the øre in an amount as a person types it ("180 000", "99,50 kr"); ValueError when it is none."""
    cleaned = "".join(text.replace(MINUS, "-").casefold().removesuffix("kr").split()).removesuffix(",-")
    kroner, comma, rest = cleaned.partition(",")
    sign = -1 if kroner.startswith("-") else 1
    kroner = kroner.removeprefix("-")
    if not (kroner.isascii() and kroner.isdigit()):
        raise ValueError(f"not an amount in kroner: {text!r}")
    if comma and not (rest.isascii() and rest.isdigit() and len(rest) <= 2):
        raise ValueError(f"not an amount in kroner: {text!r}")
    return sign * (int(kroner) * 100 + int(rest.ljust(2, "0") or "0"))
