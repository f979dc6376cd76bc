"""Whatever somebody types in a public field is in no table, no file, no log and no cache."""

import gzip
import pickle

import html5lib
import pytest
from django.core.cache import caches
from django.db import connection

from services.models import OpinionLine, Report, Service
from services.upkeep import reports

NAME, PHONE, ADDRESS = "Zébulon Kartoffelmann", "06 12 34 56 78", "12 rue des Mirabelles"
TYPED = f"{NAME}, {PHONE}, {ADDRESS}"
TRACES = ("kartoffelmann", "zébulon", "06 12 34", "061234", "612345678", "mirabelles")
HEADERS = {"Sec-Fetch-Site": "same-origin"}
TYPED_IN = {"text", "search", "email", "tel", ""}


def forms_of(page: bytes):
    """(method, action, fields) of each form: what people can type, and what it carries along."""
    tree = html5lib.parse(page.decode(), namespaceHTMLElements=False)
    for form in tree.iter("form"):
        fields = {}
        for control in form.iter():
            if not control.get("name"):
                continue
            is_typed = control.tag in ("input", "textarea") and (
                control.get("type", "") in TYPED_IN and control.get("readonly") is None
            )
            if is_typed:
                fields[control.get("name")] = TYPED
            elif control.get("type") == "hidden" or control.tag == "button":
                fields[control.get("name")] = control.get("value", "")
        yield form.get("method", "get"), form.get("action"), fields


def traces_in(content: str, where: str) -> list[str]:
    folded = content.casefold()
    return [f"{where}: {trace}" for trace in TRACES if trace.casefold() in folded]


def traces_in_database() -> list[str]:
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 ours
            for row in cursor.fetchall():
                found += traces_in(repr(row), table)
    return found


def traces_in_caches() -> list[str]:
    found = []
    for cache in caches.all(initialized_only=True):
        for key, value in cache._cache.items():
            found += traces_in(key + readable(pickle.loads(value)), "cache")  # noqa: S301 ours
    return found


def readable(value) -> str:
    if isinstance(value, bytes):
        value = gzip.decompress(value) if value[:2] == b"\x1f\x8b" else value
        return value.decode(errors="replace")
    if isinstance(value, list | tuple):
        return " ".join(readable(each) for each in value)
    return repr(value)


@pytest.fixture
def var_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path


def test_a_fake_name_phone_and_address_leave_no_trace(miramas, client, var_folder, caplog):
    caplog.set_level("DEBUG")
    pk = Service.objects.published().first().pk
    sent = 0
    for page in (
        *("/", "/services/", "/carte/", "/aide/", "/acteurs/", "/lieux/", "/agenda/"),
        *("/aide/", "/parcours/", "/signaler/", "/guide-papier/", "/plan-du-site/", "/chiffres/"),
        *("/services/?q=dossier", f"/avis/merci/?service={pk}&trouve=non"),
        *("/conseiller/", f"/conseiller/?s={pk}", f"/ma-liste/?s={pk}", "/services/nulle-part/"),
        Service.objects.first().get_absolute_url(),
    ):
        for method, action, fields in forms_of(client.get(page).content):
            sent += 1
            if method == "post":
                client.post(action or page, fields, headers=HEADERS)
            else:
                client.get(action or page, fields)
    for path in ("/services/", "/carte/", "/services.geojson", "/conseiller/", "/fiche/"):
        for value in (NAME, PHONE, ADDRESS, TYPED):
            client.get(path, {"q": value, "s": value})
            client.get(path, {"q": value, "s": value})
    assert sent > 20
    assert everywhere(var_folder, caplog) == []
    assert not OpinionLine.objects.exists()


def test_a_message_to_the_town_is_kept_in_one_table_and_nowhere_else(
    client, var_folder, caplog, tuesday_morning, make_service
):
    """What a visitor writes to the town is for the town to read, until six months after it."""
    caplog.set_level("DEBUG")
    fiche, shown = make_service().uid, reports.stamp()
    tuesday_morning.shift(60)
    sent = {"fiche": fiche, "shown": shown, "problem": "closed", "message": TYPED}
    answer = client.post("/signaler/", sent, headers=HEADERS)
    client.get(answer["Location"])
    assert TYPED in Report.objects.get().message
    found = everywhere(var_folder, caplog)
    assert {trace.partition(":")[0] for trace in found} == {"services_report"}


def everywhere(var_folder, caplog) -> list[str]:
    """Traces in every table, cache, log line and file."""
    files = [path for path in var_folder.rglob("*") if path.is_file()]
    return [
        *traces_in_database(),
        *traces_in_caches(),
        *traces_in(caplog.text, "log"),
        *(
            trace
            for path in files
            for trace in traces_in(path.read_bytes().decode(errors="replace"), path.name)
        ),
    ]
