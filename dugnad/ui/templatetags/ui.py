"""The tags of the house: `{% load ui %}`. Small leaves are made in code, larger components have a template each."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from django import template
from django.core.paginator import Page
from django.middleware.csrf import get_token
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dugnad.ui import charts, formats, svgmap
from dugnad.ui.components import Pin, Row, Step, growth, where
from dugnad.ui.drawings import draw
from dugnad.ui.summary import summary_of

register = template.Library()
Moment = date | datetime


def _filter(name: str, function: Any) -> None:
    def guarded(value: Any) -> str:
        return function(value) if value not in (None, "") else ""

    register.filter(name, guarded)


for _name, _function in {
    "day": formats.day,
    "day_year": formats.day_year,
    "day_number": formats.day_number,
    "month": formats.month,
    "weekday": formats.weekday,
    "weekday_day": formats.weekday_day,
    "weekday_long": formats.weekday_long,
    "clock": formats.clock,
    "moment": formats.moment,
    "number": formats.number,
    "decimal": formats.decimal,
    "kroner": formats.kroner,
}.items():
    _filter(_name, _function)


@register.filter
def countword(value: int, gender: str = "") -> str:
    """Write a small number as a word; `|countword:"n"` for a neuter noun ("ett")."""
    return formats.count_word(value, gender == "n")


@register.filter
def capfirst_word(value: str) -> str:
    """Give a sentence its capital letter without touching the rest."""
    return value[:1].upper() + value[1:]


@register.simple_tag
def time_span(start: datetime | time, end: datetime | time | None = None, cap: bool = False) -> str:
    """Write "kl. 10–14", with `cap=True` "Kl. 10–14"."""
    text = formats.time_span(start, end)
    return text[:1].upper() + text[1:] if cap else text


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Show an icon of the sprite; without a label it is decoration beside a word."""
    a11y = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    source = static(f"ui/icons/{name}.svg")
    return format_html('<svg class="icon" width="24" height="24" {}><use href="{}#i"></use></svg>', a11y, source)


@register.simple_tag
def drawing(name: str, label: str | None = None, wide: bool = False) -> SafeString:
    """Draw a scene by name; `label=""` makes it decoration, no label keeps its own sentence."""
    return draw(name, label, wide=wide)


@register.inclusion_tag("ui/figure_drawing.html")
def figure_drawing(name: str, caption: str = "", label: str | None = None, wide: bool = False) -> dict[str, Any]:
    """Draw a scene in a figure with its caption."""
    return {"drawing": draw(name, label), "caption": caption, "wide": wide}


@register.inclusion_tag("ui/thread.html")
def thread(steps: Sequence[Step], label: str = "") -> dict[str, Any]:
    """Lay the thread across the whole page."""
    return {"steps": steps, "label": label or _thread_label(steps), "total": len(steps), "index": where(steps)}


@register.inclusion_tag("ui/thread_standing.html")
def thread_standing(steps: Sequence[Step], label: str = "", level: str = "") -> dict[str, Any]:
    """Stand the thread on end, for a whole story or a day's programme."""
    return {"steps": steps, "label": label, "css": level}


def _thread_label(steps: Sequence[Step]) -> str:
    if not steps:
        return _("Tråden i saken")
    return _("Tråden i saken, %(count)s steg fra %(first)s til %(last)s") % {
        "count": formats.count_word(len(steps)),
        "first": str(steps[0].label).replace("\u00ad", "").lower(),
        "last": str(steps[-1].label).replace("\u00ad", "").lower(),
    }


@register.simple_tag
def mini_thread(index: int, total: int, label: str) -> SafeString:
    """Show where in its thread a matter stands, as a line and as words."""
    words = _("Steg %(index)s av %(total)s: %(label)s") % {"index": index, "total": total, "label": label}
    return format_html('<p class="mini">{}<span>{}</span></p>', charts.mini_line(index, total), words)


@register.simple_tag
def count_line(value: int, goal: int) -> SafeString:
    """Draw a count growing towards its goal; the exact numbers belong in the text beside it."""
    return format_html('<div class="count" data-p="{}" aria-hidden="true"></div>', growth(value, goal))


@register.simple_tag
def date_block(moment: Moment) -> SafeString:
    """Set a date as type: weekday, day, month."""
    shown = formats.local(moment)
    return format_html(
        '<p class="date"><time datetime="{}">{} <b>{}</b> {}</time></p>',
        shown.isoformat()[:10],
        formats.weekday_short(moment),
        formats.day_number(moment),
        formats.month(moment),
    )


@register.simple_tag
def basis(rule: Any, url: str = "") -> SafeString:
    """Mark a section of law: `§ kommuneloven § 12-1`. Takes a text or a rule record with a `citation`."""
    return _mark("", getattr(rule, "citation", rule), url, _("Lov:"))


@register.simple_tag
def promise(text: str = "", url: str = "") -> SafeString:
    """Mark our own word: `↔ løfte`. Never looks like law."""
    return _mark("promise", text or _("løfte"), url, "")


def _mark(kind: str, text: Any, url: str, spoken: str) -> SafeString:
    shown = format_html('<a class="ds-link" href="{}">{}</a>', url, text) if url else conditional_escape(text)
    heard = format_html('<span class="ds-sr-only">{} </span>', spoken) if spoken else ""
    data = mark_safe(' data-basis="promise"') if kind else ""
    return format_html('<span class="basis"{}>{}<span>{}</span></span>', data, heard, shown)


@register.simple_tag
def meter(value: float, maximum: float, label: str = "") -> SafeString:
    """Draw how much is filled."""
    return charts.meter(value, maximum, label)


@register.simple_tag
def bar(value: float, maximum: float, won: bool = True) -> SafeString:
    """Draw one bar in a list of results."""
    return charts.bar(value, maximum, won)


@register.simple_tag
def knots(kept: int, total: int) -> SafeString:
    """Draw promises kept as knots on a line."""
    return charts.knots(kept, total)


@register.simple_tag
def seats(in_favour: int, against: int, absent: int = 0) -> SafeString:
    """Draw the hall after a vote."""
    return charts.seats(in_favour, against, absent)


@register.inclusion_tag("ui/kv.html")
def kv(rows: Iterable[Row | Sequence[Any]]) -> dict[str, Any]:
    """List terms and values on hairlines; takes `Row`s or pairs."""
    return {"rows": [row if isinstance(row, Row) else Row(*row) for row in rows]}


@register.inclusion_tag("ui/pager.html", takes_context=True)
def pager(context: Context, page: Page[Any], parameter: str = "side") -> dict[str, Any]:
    """Turn pages with plain links that keep the rest of the address."""
    request = context.get("request")
    query = request.GET.copy() if request else None

    def url(number: int) -> str:
        if query is None:
            return f"?{parameter}={number}"
        query[parameter] = str(number)
        return f"?{query.urlencode()}"

    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    numbers = [(number, url(number) if isinstance(number, int) else "") for number in shown]
    return {
        "page": page,
        "numbers": numbers,
        "previous": url(page.previous_page_number()) if page.has_previous() else "",
        "next": url(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("ui/empty.html")
def empty(
    title: str,
    text: str = "",
    action_label: str = "",
    action_url: str = "",
    drawing: str = "noste",
    second_label: str = "",
    second_url: str = "",
    level: int = 2,
) -> dict[str, Any]:
    """Say what to do first where there is nothing yet."""
    return {
        "title": title,
        "text": text,
        "action_label": action_label,
        "action_url": action_url,
        "second_label": second_label,
        "second_url": second_url,
        "drawing": draw(drawing, ""),
        "level": level,
    }


@register.inclusion_tag("ui/svg_map.html")
def svg_map(
    pins: Sequence[Pin],
    boundary: dict[str, Any] | None = None,
    label: str = "",
    url: str = "",
    caption: str = "",
    near: bool = False,
    crop: bool = False,
    around: Sequence[dict[str, Any]] = (),
) -> dict[str, Any]:
    """Draw a map from a boundary and pins, with a way to the large map."""
    heard = label or ngettext("Kart med %(count)s sted", "Kart med %(count)s steder", len(pins)) % {"count": len(pins)}
    chart = svgmap.draw_map(pins, boundary, heard, around=around, near=near, css="crop" if crop else "")
    return {"map": chart, "url": url, "caption": caption}


@register.simple_tag(takes_context=True)
def post_button(
    context: Context,
    url: str,
    label: str,
    variant: str = "secondary",
    confirm: str = "",
    described: str = "",
    icon: str = "",
    **hidden: Any,
) -> SafeString:
    """Make a one-tap act: a small form with a token, hidden values and one button."""
    request = context.get("request")
    token = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request)) if request else ""
    fields = format_html_join("", '<input type="hidden" name="{}" value="{}">', hidden.items())
    extras = format_html(' aria-label="{}"', described) if described else mark_safe("")
    look = format_html(' data-variant="{}"', variant) if variant and variant != "primary" else mark_safe("")
    asks = format_html(' data-confirm="{}"', confirm) if confirm else mark_safe("")
    picture = _icon(icon) if icon else ""
    return format_html(
        '<form class="act" method="post" action="{}"{}>{}{}<button class="ds-button" type="submit"{}{}>{}{}</button></form>',
        url,
        asks,
        token,
        fields,
        look,
        extras,
        picture,
        label,
    )


_icon = icon


@register.inclusion_tag("ui/error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """List what is missing after a failed try, each line a link to its field; nothing before."""
    return {"summary": summary_of(forms)}


@register.tag("law_box")
def law_box(parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """Wrap what the law gives you: `{% law_box %}…{% end_law_box %}`, optionally with a heading text."""
    bits = token.split_contents()[1:]
    heading = parser.compile_filter(bits[0]) if bits else None
    nodes = parser.parse(("end_law_box",))
    parser.delete_first_token()
    return LawBox(nodes, heading)


class LawBox(template.Node):
    """What the law gives you, on a hairline to the left."""

    def __init__(self, nodes: template.NodeList, heading: template.base.FilterExpression | None) -> None:
        self.nodes = nodes
        self.heading = heading

    def render(self, context: Context) -> SafeString:
        title = format_html('<h2 class="h3">{}</h2>', self.heading.resolve(context)) if self.heading else ""
        return format_html('<div class="law">{}{}</div>', title, self.nodes.render(context))
