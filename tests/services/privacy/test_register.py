"""Every field that may hold personal data is in the register, with its purpose and its time."""

import re

import pytest
from django.apps import apps
from django.db import models

from actors.models import User
from services.privacy import purging, register
from tests.factories import words

# Names under which personal data usually hides.
NAMES = re.compile(
    r"e?mail|phone|author|\bby$|_by$|user|token|secret|password|digest|subject|session"
    r"|message|comment|note$|label$|contact|director|answer|code$|imported|undo|^base$|^values$"
    r"|address|last_login|account|about|details|words$"
)


def models_of_ours() -> list[type[models.Model]]:
    """Every table, but histories, which mirror their model, and pure links."""
    return [model for model in apps.get_models() if not hasattr(model, "instance_type")]


def may_be_personal(field: models.Field) -> bool:
    if field.is_relation:
        return field.related_model is User
    return isinstance(field, models.EmailField | models.GenericIPAddressField) or (
        isinstance(
            field, models.CharField | models.TextField | models.JSONField | models.DateTimeField
        )
        and not field.choices
        and bool(NAMES.search(field.name))
    )


def test_every_field_that_may_be_personal_is_in_the_register_or_explained():
    missing = []
    for model in models_of_ours():
        label = model._meta.label_lower
        for field in model._meta.fields:
            name = f"{label}.{field.name}"
            is_explained = not may_name(field) and {name, label} & set(register.EXPLAINED)
            if may_be_personal(field) and name not in register.fields() and not is_explained:
                missing.append(name)
    assert missing == [], "say in services/privacy/register.py what it is for, or why it is not"


def may_name(field: models.Field) -> bool:
    """An e-mail, a network address or an account: no word explains it away."""
    is_account = field.is_relation and field.related_model is User
    return is_account or isinstance(field, models.EmailField | models.GenericIPAddressField)


def test_every_table_is_in_the_register_or_explained():
    known = {name.rsplit(".", 1)[0] for name in register.fields() if "." in name}
    tables = {model._meta.label_lower for model in models_of_ours()}
    assert tables - known - set(register.EXPLAINED) == set()


def test_the_register_names_only_what_exists():
    existing = {
        f"{model._meta.label_lower}.{field.name}"
        for model in models_of_ours()
        for field in model._meta.get_fields()
    } | {model._meta.label_lower for model in models_of_ours()}
    assert register.fields() - existing == {"history_user"}
    assert set(register.EXPLAINED) <= existing


def test_a_history_says_who_and_nothing_more_about_people():
    for model in purging.histories():
        own = {field.name for field in model.instance_type._meta.fields}
        added = {field.name for field in model._meta.fields} - own
        assert added == {
            *("history_id", "history_date", "history_change_reason", "history_type"),
            "history_user",
        }, model


def test_a_new_field_with_an_email_would_be_seen():
    assert may_be_personal(models.EmailField(name="contact"))
    assert may_be_personal(models.CharField(name="phone_number", max_length=9))
    assert not may_be_personal(models.CharField(name="title", max_length=9))


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_public_page_says_each_entry(client, db, language):
    page = words(client.get(f"{language}/confidentialite/"))
    assert page.split('id="registre"')[1].count("<li>\n      <p><b>") == len(register.REGISTER)


def test_the_public_page_tells_purpose_ground_and_time(client, db):
    page = words(client.get("/confidentialite/"))
    for entry in register.REGISTER:
        for text in (entry.what, entry.why, entry.ground, entry.kept):
            assert str(text).replace("\xa0", " ") in page


def test_the_times_told_are_those_that_purge_uses():
    told = " ".join(str(entry.kept) for entry in register.REGISTER)
    for months in (
        *(register.REPORT_MONTHS, register.AUTHOR_MONTHS, register.SEARCH_MONTHS),
        register.INACTIVE_MONTHS,
    ):
        assert f"{months} mois" in told
