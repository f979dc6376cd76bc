"""`make lighthouse`: what Lighthouse and Chromium say of six pages, on the settings of a phone.

Needs a site already served, in SITE_URL, and installs Lighthouse by npm when it is missing.
Figures depend on how busy the machine is: they are printed, and the command only fails when
accessibility, best practices or referencing lose a point.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from tests import system

FOLDER = system.NODE_FOLDER / "lighthouse"
PROGRAM = FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
WHOLE = CATEGORIES[1:]
PAGES = {
    "accueil": "/",
    "résultats": "/services/",
    "service": "/services/faire-une-demarche-avec-la-mairie-ville-de-miramas/",
    "carte": "/carte/",
    "agenda": "/agenda/",
    "chiffres": "/chiffres/",
}
# What a phone of 2020 has on a slow network: bytes a second, milliseconds, times slower.
NETWORK = {
    "offline": False,
    "downloadThroughput": 1.6 * 1024 * 1024 / 8,
    "uploadThroughput": 750 * 1024 / 8,
    "latency": 150,
}
SLOWER, RUNS = 4, 5
WATCH = """() => {
  window.__seen = {lcp: 0, cls: 0, tbt: 0};
  const watch = (type, read) => new PerformanceObserver(list =>
    list.getEntries().forEach(read)).observe({type, buffered: true});
  watch("largest-contentful-paint", it => { window.__seen.lcp = it.startTime; });
  watch("layout-shift", it => { if (!it.hadRecentInput) window.__seen.cls += it.value; });
  watch("longtask", it => { window.__seen.tbt += Math.max(0, it.duration - 50); });
}"""


def install() -> None:
    if PROGRAM.exists():
        return
    quiet = ("--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")
    command = [*system.npm(), "ci", "--ignore-scripts", *quiet]
    path = os.pathsep.join((str(Path(command[0]).parent), os.environ["PATH"]))
    subprocess.run(command, cwd=FOLDER, env={**os.environ, "PATH": path}, check=True)  # noqa: S603


def scores(site: str, path: str) -> dict[str, int]:
    """Category → points out of 100, on Lighthouse's own phone."""
    flags = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = (
            *system.node(),
            str(PROGRAM),
            site + path,
            f"--chrome-flags={flags} --user-data-dir={folder}/profile",
            f"--only-categories={','.join(CATEGORIES)}",
            "--output=json",
            f"--output-path={report}",
            "--quiet",
        )
        environment = {**os.environ, "CHROME_PATH": str(system.chromium())}
        subprocess.run(command, env=environment, check=True, timeout=300)  # noqa: S603
        found = json.loads(report.read_text(encoding="utf-8"))
    for name, audit in found["audits"].items():
        if audit.get("score") == 0 and audit.get("scoreDisplayMode") == "binary":
            say(f"    {name} : {audit['title']}")
    return {name: round(100 * found["categories"][name]["score"]) for name in CATEGORIES}


def vitals(browser, site: str, path: str) -> dict[str, float]:
    """Medians of five first views on a slow network and a slow processor: ms, shift, ms."""
    seen = []
    for _run in range(RUNS):
        context = browser.new_context(viewport={"width": 360, "height": 640})
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", NETWORK)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.add_init_script(f"({WATCH})()")
        page.goto(site + path, wait_until="networkidle")
        seen.append(page.evaluate("window.__seen"))
        context.close()
    return {name: statistics.median(each[name] for each in seen) for name in ("lcp", "cls", "tbt")}


def main() -> int:
    site = os.environ.get("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
    if not urlsplit(site).netloc:
        say("SITE_URL : écrivez l’adresse du site servi, par exemple http://127.0.0.1:8000.")
        return 2
    if not shutil.which(str(system.chromium())):
        say("Chromium manque : « make test » l’installe.")
        return 2
    install()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=system.chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        for kind in list(PAGES)[:3]:
            found = vitals(browser, site, PAGES[kind])
            say(
                f"{kind:10} LCP {found['lcp'] / 1000:.2f} s, CLS {found['cls']:.3f}, "
                f"TBT {found['tbt']:.0f} ms"
            )
        browser.close()
    lost = []
    for kind, path in PAGES.items():
        points = scores(site, path)
        say(f"{kind:10} " + ", ".join(f"{name} {points[name]}" for name in CATEGORIES))
        lost += [f"{kind} {name}" for name in WHOLE if points[name] < 100]
    if lost:
        say(f"Des points perdus : {', '.join(lost)}.")
    return 1 if lost else 0


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
