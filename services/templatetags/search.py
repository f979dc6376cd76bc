"""What the search gives to templates: the words found, marked."""

from collections.abc import Container

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from services.search.marking import pieces

register = template.Library()


@register.filter
def marked(text: str, stems: Container[str]) -> SafeString | str:
    """The text, its words of these stems in `<mark>`; as it is when there are none."""
    if not stems:
        return text
    parts = pieces(text, stems)
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", part) if on else part,) for part, on in parts)
    )
