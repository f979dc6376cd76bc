"""Every command of the one-page runbook is run, in its order, on a site that serves."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.deployed.machine import BASE, machine

RUNBOOK = BASE / "miramas_guide" / "deployment" / "runbook.md"
# No systemd in a test: a witness notes what it was asked. `runuser` runs what it is given.
WITNESS = '#!/bin/sh\necho "$(basename "$0") $*" >> "$WITNESSED"\n'
RUNUSER = '#!/bin/sh\nwhile [ "$1" != -- ]; do shift; done\nshift\nexec "$@"\n'


def blocks() -> list[str]:
    return re.findall(r"```sh\n(.*?)```", RUNBOOK.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture
def site(tmp_path):
    found = machine(tmp_path)
    found.prepare()
    found.manage("createsuperuser", "--noinput", "--email", "employee@guide.example")
    found.start()
    yield found
    found.kill()


def script_for(site, folder: Path) -> str:
    """The whole page as one script, its addresses those of this machine."""
    environment = folder / "environment"
    lines = [f"{name}={value}" for name, value in site.environment.items() if name != "PATH"]
    environment.write_text("\n".join(lines), encoding="utf-8")
    script = "\n".join(blocks())
    for shipped, ours in (
        ("/srv/guide/current", str(BASE)),
        ("/etc/guide/environment", str(environment)),
        ("/var/lib/guide", site.environment["VAR_DIR"]),
        ("127.0.0.1:8000", f"127.0.0.1:{site.port}"),
    ):
        assert shipped in script, shipped
        script = script.replace(shipped, ours)
    return script


def test_every_command_of_the_runbook_works(site, tmp_path):
    programs = tmp_path / "programs"
    programs.mkdir()
    for name, text in (("systemctl", WITNESS), ("journalctl", WITNESS), ("runuser", RUNUSER)):
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)
    environment = site.environment | {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "WITNESSED": str(tmp_path / "witnessed"),
        "ENVIRONMENT": str(tmp_path / "environment"),
        "DJANGO_SUPERUSER_PASSWORD": "",
    }
    answer = subprocess.run(  # noqa: S603
        ["/bin/sh", "-eu", "-c", script_for(site, tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
        cwd=BASE,
    )
    assert answer.returncode == 0, answer.stderr[-2000:]
    assert answer.stdout.count('"pret": true') == 2
    witnessed = (tmp_path / "witnessed").read_text().splitlines()
    assert witnessed.count("systemctl restart guide") == 4
    assert (site.var / "copie" / "index.html").exists()
