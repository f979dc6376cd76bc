"""QR codes as drawings inside the page: no file to fetch, no style attribute."""

from django.utils.safestring import SafeString, mark_safe


def svg(url: str) -> SafeString:
    """Black on white whatever the theme, with the four blank modules that readers need."""
    import segno  # by who asks for a code: a worker that draws none is smaller without it

    code = segno.make(url, error="m", micro=False)
    drawing = code.svg_inline(omitsize=True, svgclass="qr", lineclass=None, light="#fff", border=4)
    return mark_safe(drawing)  # noqa: S308 drawn here: the address is only in its modules
