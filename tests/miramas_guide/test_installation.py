"""What is shipped for a server: units, nginx, scripts, each read by the program that will."""

import configparser
import os
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from tests.deployed import nginx

BASE = Path(settings.BASE_DIR)
DEPLOYMENT = BASE / "miramas_guide" / "deployment"
UNITS = sorted((DEPLOYMENT / "systemd").iterdir())
SCRIPTS = sorted(DEPLOYMENT.glob("*.sh"))


def unit(path: Path) -> configparser.ConfigParser:
    read = configparser.ConfigParser(strict=False, interpolation=None)
    read.optionxform = str
    read.read_string(path.read_text(encoding="utf-8"))
    return read


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_each_unit_starts_something_that_exists(path):
    read = unit(path)
    if path.suffix == ".timer":
        assert path.with_suffix(".service") in UNITS and read["Timer"]["OnCalendar"]
        return
    words = read["Service"]["ExecStart"].split()
    if "manage.py" in words:
        assert words[words.index("manage.py") + 1] in get_commands()
    else:
        module = words[words.index("-m") + 1]
        assert (BASE / (module.replace(".", "/") + ".py")).exists()
    assert read["Service"]["User"] == "guide" and read["Service"]["NoNewPrivileges"] == "true"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_each_script_is_read_by_the_shell(path):
    subprocess.run(["/bin/sh", "-n", str(path)], check=True)  # noqa: S603


def test_nginx_reads_its_configuration(tmp_path):
    path = nginx.configuration(tmp_path, var=tmp_path, https=8443, http=8080, processes=[8000])
    command = [nginx.PROGRAM, "-t", "-c", str(path)]
    answer = subprocess.run(command, capture_output=True, text=True)  # noqa: S603
    assert answer.returncode == 0, answer.stderr


def test_no_log_keeps_an_address_or_the_words_searched():
    site = (DEPLOYMENT / "nginx" / "guide.conf").read_text(encoding="utf-8")
    [written] = re.findall(r"log_format guide '(.*)';", site)
    for told in ("$remote_addr", "$request ", '$request"', "$args", "$request_uri", "$http_"):
        assert told not in written


def test_a_server_is_prepared_from_its_environment_file(tmp_path):
    environment = tmp_path / "environment"
    environment.write_text(f"SITE_URL=https://guide.example\nVAR_DIR={tmp_path}/var\n")
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    answer = subprocess.run(  # noqa: S603
        ["/bin/sh", str(DEPLOYMENT / "prepare.sh")],
        env=kept | {"ENVIRONMENT": str(environment)},
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 0, answer.stderr
    assert (tmp_path / "var" / "guide.sqlite3").exists()
    assert list((tmp_path / "var" / "static" / "css").glob("site.*.css.br"))


def test_every_command_of_the_manual_exists():
    manual = (DEPLOYMENT / "install.md").read_text(encoding="utf-8")
    commands = set(re.findall(r"manage\.py (\w+)", manual))
    assert {"backup", "restore", "nightly"} <= commands <= set(get_commands()) | {"createsuperuser"}
    for path in re.findall(r"miramas_guide/deployment/[\w./-]+", manual):
        assert (BASE / path.rstrip(".")).exists() or list(BASE.glob(path + "*")), path
