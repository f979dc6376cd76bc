"""Takes the pictures of the guide for editors again, when the admin has changed.

    python -m tests.pictures http://127.0.0.1:8000 agent@example.org

on a guide just loaded (`make run`), the account's password in PASSWORD. Pictures hold no colour
that the eye would miss: some 20 kB each.
"""

import io
import os
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests import system

FOLDER = Path(__file__).resolve().parent.parent / "static" / "admin-guide" / "aide"
WIDTH, HEIGHT, COLOURS = 900, 520, 48
HIDE_MENU = """
#nav-sidebar, #toggle-nav-sidebar { display: none !important; }
.main > .content { max-width: 100% !important; margin: 0 !important; }
"""


def first_row(page: Page, path: str) -> None:
    page.goto(path)
    page.click("#result_list tbody tr th a")


def journee(page: Page) -> None:
    page.goto("/gestion/")


def appel(page: Page) -> None:
    page.goto("/gestion/appels/")
    page.click("ol.calls a")


def horaires(page: Page) -> None:
    first_row(page, "/gestion/actors/location/")
    page.click("text=Saisir les horaires dans un tableau")
    page.uncheck("#id_unknown")
    for day in range(5):
        if not page.is_checked(f"#id_g0_days_{day}"):
            page.check(f"#id_g0_days_{day}")
    page.fill("#id_g0_0_start", "09:00")
    page.fill("#id_g0_0_end", "12:00")
    page.locator("[data-hours-told]:not(:empty)").wait_for()
    page.locator("[data-hours-told]").scroll_into_view_if_needed()


def fermeture(page: Page) -> None:
    page.goto("/gestion/services/closure/add/")


def signalement(page: Page) -> None:
    page.goto("/gestion/services/report/")


def proposition(page: Page) -> None:
    page.goto("/gestion/services/proposal/")
    page.click("#result_list .field-decide a")


def partenaire(page: Page) -> None:
    first_row(page, "/gestion/actors/actor/")
    page.click("text=Lien personnel du partenaire")


def nouveau(page: Page) -> None:
    page.goto("/gestion/services/service/add/")


FILE = """id;nom;commune;code_postal;adresse;date_maj;services
1;Bibliothèque des Ormes;Autreville;13090;6 allée des Amandiers;2026-01-15;\
Maîtrise des outils numériques du quotidien
2;Maison de quartier;Autreville;13090;2 rue Basse;2026-01-15;Aide aux démarches administratives
3;Espace jeunes;Autreville;13090;;2026-01-15;
"""


def import_(page: Page) -> None:
    page.goto("/gestion/imports/")
    file = {"name": "autreville.csv", "mimeType": "text/csv", "buffer": FILE.encode()}
    page.set_input_files("#id_first", files=[file])
    page.click("#upload [type=submit]")


def liste(page: Page) -> None:
    page.goto("/gestion/services/service/")


SCENES = (
    *(journee, appel, horaires, fermeture, signalement, proposition, partenaire, nouveau),
    *(import_, liste),
)


def main(site: str, email: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        switches = ["--lang=fr-FR", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        browser = playwright.chromium.launch(
            executable_path=system.chromium(),
            args=switches,
            env=os.environ | {"LANGUAGE": "fr", "LANG": "fr_FR.UTF-8", "LC_ALL": "fr_FR.UTF-8"},
        )
        # The style of the picture alone is added to the page, which its policy forbids.
        context = browser.new_context(
            base_url=site,
            viewport={"width": WIDTH, "height": HEIGHT},
            locale="fr-FR",
            timezone_id="Europe/Paris",
            bypass_csp=True,
        )
        page = context.new_page()
        page.goto("/gestion/login/")
        page.fill("#id_username", email)
        page.fill("#id_password", os.environ["PASSWORD"])
        page.click("[type=submit]")
        for scene in SCENES:
            scene(page)
            page.wait_for_load_state("networkidle")
            page.add_style_tag(content=HIDE_MENU)
            name = scene.__name__.strip("_")
            sys.stdout.write(f"{name}: {keep(name, page.screenshot())} bytes\n")
        browser.close()


def keep(name: str, picture: bytes) -> int:
    """As few colours as the page needs; returns the weight of the file."""
    path = FOLDER / f"{name}.png"
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    return path.stat().st_size


if __name__ == "__main__":
    main(*sys.argv[1:3])
