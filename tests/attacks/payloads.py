"""Hostile texts, and a guide whose every text field holds one, as if validators had failed."""

from itertools import cycle

from django.apps import apps
from django.db import models

from services.models import Revision

MARK = "data-pwn"
# Each tries to leave where a text is shown: an element, an attribute, a script, a comment, JSON.
SHORT = (
    f"<b {MARK}>x</b>",
    f"'\"><i {MARK}>",
    f'" {MARK} x="',
    f"' {MARK} onfocus='x",
    f"</script><b {MARK}>",
    f"--><b {MARK}>",
    f"]]><b {MARK}/>",
    f"&lt;b {MARK}&gt;",
    "{{ 7|add:7 }}{% x %}",
    "\u202e\u2028\u2029<",
)
LONG = (
    f"<img src=x onerror=pwned=1 {MARK}><svg/onload=pwned=1 {MARK}>"
    f"</title></textarea></style></script><script {MARK}>pwned=1</script>"
    f'"><a href="javascript:pwned=1" {MARK}>lien</a><iframe {MARK} srcdoc="<b>x</b>">'
    f"<style {MARK}>*{{display:none}}</style><!--<b {MARK}>--><base {MARK} href=//evil.example>"
    f"<form {MARK} action=//evil.example><math {MARK}><mtext><template {MARK}>"
)
ADDRESS = f"javascript:pwned=1//<b {MARK}>"
TEXT_LISTS = ("sources", "doubts")
# Codes that the program looks up, not texts that people write.
KEPT = {
    *("code", "vocabulary", "quarter", "token", "digest", "source", "external_id", "uid"),
    *("title_key", "name_key", "level", "icon", "shipped", "query", "concept", "language"),
    *("stamp", "encoder", "secret", "password", "page_key", "filters", "parent"),
}
# Tables whose texts come from the code.
KEPT_TABLES = {
    *("actors.term", "services.searchentry", "services.revision", "actors.user"),
    "actors.auditentry",
}


def poison() -> int:
    """Write a hostile text in every text of every row, histories too; how many fields."""
    texts, count = cycle(SHORT), 0
    for model in apps.get_models():
        label = model._meta.label_lower
        if label in KEPT_TABLES or model._meta.app_label not in ("actors", "services"):
            continue
        fields = [field for field in model._meta.concrete_fields if is_text(field)]
        for row in model._base_manager.all():
            values = {field.name: hostile(field, row, texts) for field in fields}
            if values:
                model._base_manager.filter(pk=row.pk).update(**values)
                count += len(values)
    Revision.raise_by_one()
    return count


def is_text(field: models.Field) -> bool:
    if field.name in KEPT or field.choices or field.unique or field.primary_key:
        return False
    if isinstance(field, models.JSONField):
        return field.name in (*TEXT_LISTS, "imported", "translations")
    is_link = isinstance(field, models.SlugField | models.FileField)
    return isinstance(field, models.CharField | models.TextField) and not is_link


def hostile(field: models.Field, row, texts):
    if isinstance(field, models.JSONField):
        if field.name == "translations":
            return {"en": {name: {"text": next(texts)} for name in ("title", "summary", "name")}}
        return {"nom": LONG} if field.name == "imported" else [next(texts)]
    if isinstance(field, models.URLField):
        return ADDRESS
    most = field.max_length or 10_000
    text = LONG if most >= len(LONG) else next(texts)
    return text[:most]
