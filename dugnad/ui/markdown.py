"""People's own text: Markdown in, cleaned HTML out. Rendered when saved, never when shown."""

import nh3
from markdown_it import MarkdownIt

_TAGS = {"p", "br", "strong", "em", "a", "ul", "ol", "li", "blockquote", "code", "h3", "h4", "hr"}
_SCHEMES = {"http", "https", "mailto", "tel"}


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": False})
    # A picture belongs in the picture slot, where its metadata is stripped; in text it would call other servers.
    parser.disable(["image", "code"])
    return parser


_markdown = _parser()


def render_markdown(text: str) -> str:
    """Return `text` as safe HTML: plain structure, links that give nothing away, headings below the page's own."""
    html = _markdown.render(text.replace("\x00", ""))
    for level in ("1", "2"):
        html = html.replace(f"<h{level}>", "<h3>").replace(f"</h{level}>", "</h3>")
    for level in ("5", "6"):
        html = html.replace(f"<h{level}>", "<h4>").replace(f"</h{level}>", "</h4>")
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes=_SCHEMES,
        link_rel="nofollow ugc noopener noreferrer",
    ).strip()
