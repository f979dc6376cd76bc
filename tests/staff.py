"""City staff in tests: a signed-in client by role, and forms sent as a browser sends them."""

from itertools import count

import html5lib
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from actors.models import User
from services.roles import EDITOR, MANAGER

SUPERUSER = "superuser"
ROLES = (SUPERUSER, MANAGER, EDITOR)
PASSWORD = "une-phrase-assez-longue"
_numbers = count(1)


def make_staff(role: str = EDITOR, **fields) -> User:
    number = next(_numbers)
    fields.setdefault("email", f"agent{number}@example.org")
    fields.setdefault("label", f"agent {number}")
    is_superuser = role == SUPERUSER
    user = User.objects.create_user(is_staff=True, is_superuser=is_superuser, **fields)
    if not is_superuser:
        user.groups.add(Group.objects.get(name=role))
    return user


def staff_client(role: str = EDITOR, **fields) -> Client:
    client = Client()
    client.force_login(make_staff(role, **fields))
    return client


def admin_url(record_or_model, page: str = "change", *arguments) -> str:
    """The address of an admin page; pages of one record take it from the record."""
    meta = record_or_model._meta
    pk = getattr(record_or_model, "pk", None)
    own = [pk] if isinstance(pk, int) else []
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=[*own, *arguments])


def read_form(response, form_id: str) -> dict[str, list[str]]:
    """What a browser would send if nothing was touched: field name → values."""
    tree = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    form = next(form for form in tree.iter("form") if form.get("id") == form_id)
    sent: dict[str, list[str]] = {}
    for control in form.iter():
        name = control.get("name")
        if name and "__prefix__" not in name:
            sent.setdefault(name, []).extend(_values(control))
    return {name: values for name, values in sent.items() if values}


def _values(control) -> list[str]:
    if control.tag == "textarea":
        # A browser sends every end of line as two characters.
        return ["".join(control.itertext()).removeprefix("\n").replace("\n", "\r\n")]
    if control.tag == "select":
        options = list(control.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None]
        if not chosen and control.get("multiple") is None:
            chosen = options[:1]
        return [option.get("value", "") for option in chosen]
    if control.tag != "input" or control.get("type") in ("submit", "button", "file"):
        return []
    if control.get("type") in ("checkbox", "radio") and control.get("checked") is None:
        return []
    return [control.get("value") or ("on" if control.get("type") == "checkbox" else "")]


def save(client: Client, record, *, page=None, **changes):
    """Open the record's page (or take `page`, opened before), change fields and save."""
    url = admin_url(record)
    page = page or client.get(url)
    sent = read_form(page, f"{record._meta.model_name}_form") | changes
    return client.post(url, sent)


def messages_of(response) -> list[str]:
    """What the next page says, with ordinary spaces."""
    return [str(message).replace("\xa0", " ") for message in response.wsgi_request._messages]


def errors_of(response) -> dict[str, list[str]]:
    errors = response.context["adminform"].form.errors
    return {name: [text.replace("\xa0", " ") for text in texts] for name, texts in errors.items()}
