"""Installs the guide in a bare Debian, as `install.md` says: `make rehearsal` (as root).

A clean root made by debootstrap holds what step 1 of the manual installs; then the network is
taken away, and the manual's own commands are run there: first start, administrator, backup,
restore on a second machine, upgrade, rollback. systemd, a real certificate and a reboot are not
rehearsed: a root is no machine.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

BASE = Path(__file__).resolve().parents[2]
MANUAL = BASE / "miramas_guide" / "deployment" / "install.md"
RELEASE = os.environ.get("DEBIAN", "bookworm")
UNSHARE = shutil.which("unshare") or "unshare"
# Of step 1, what needs a name on the internet, and what nothing here starts.
NOT_REHEARSED = ("certbot",)
SERVER = "cd /srv/guide/current && set -a && . /etc/guide/environment && set +a && "
AS_GUIDE = "runuser -u guide -- .venv/bin/python "
ENVIRONMENT = "SITE_URL=https://guide.example\nVAR_DIR=/var/lib/guide\nRELEASE=first\n"


def main() -> None:
    if os.geteuid() or not shutil.which("debootstrap"):
        sys.exit("La répétition demande root et debootstrap (apt-get install debootstrap).")
    with tempfile.TemporaryDirectory(prefix="guide-rehearsal-", dir="/tmp") as folder:
        rehearse(Path(folder))


def rehearse(folder: Path) -> None:
    archive, first, second = folder / "guide.tar.gz", folder / "first", folder / "second"
    with timed("archive"):
        run("sh", "miramas_guide/deployment/archive.sh", str(archive), cwd=BASE)
    with timed(f"bare Debian {RELEASE}"):
        bare_root(first)
    shutil.copy(archive, first / "root" / "guide.tar.gz")
    run("cp", "-a", str(first), str(second))
    with timed("from nothing to a site that answers"):
        install(first)
        counts = serve(first, "manage.py shell -v 0 -c " + quoted(COUNTS))
        assert counts.strip().isdecimal(), counts
    with timed("administrator and backup"):
        inside(
            first,
            SERVER
            + "DJANGO_SUPERUSER_PASSWORD=une-phrase-de-passe-longue "
            + AS_GUIDE
            + "manage.py createsuperuser --noinput --email chef@guide.example",
        )
        inside(first, SERVER + AS_GUIDE + "manage.py backup /var/lib/guide/backups")
    with timed("restored on a second machine"):
        install(second)
        [backup] = (first / "var/lib/guide/backups").glob("guide-*.zip")
        shutil.copy(backup, second / "var/lib/guide/kept.zip")
        run("chmod", "644", str(second / "var/lib/guide/kept.zip"))
        inside(second, SERVER + AS_GUIDE + "manage.py restore /var/lib/guide/kept.zip --yes")
        again = serve(second, "manage.py shell -v 0 -c " + quoted(COUNTS))
        assert again == counts, (counts, again)
    with timed("upgrade and rollback"):
        before = os.readlink(first / "srv/guide/current")
        inside(first, step(2).replace("$(date +%Y%m%d-%H%M)", "upgraded"))
        inside(first, "cd /srv/guide/current && sh miramas_guide/deployment/prepare.sh")
        assert serve(first, "manage.py shell -v 0 -c " + quoted(COUNTS)) == counts
        inside(first, f"ln -sfn {before} /srv/guide/current")
        assert serve(first, "manage.py shell -v 0 -c " + quoted(COUNTS)) == counts
    say("Tout s’est passé comme dans le manuel, sans réseau.")


COUNTS = (
    "from actors.models import *; from services.models import *;"
    "print(Service.objects.count() * 10**8 + Actor.objects.count() * 10**4"
    " + Location.objects.count())"
)


def bare_root(root: Path) -> None:
    packages = re.search(r"apt-get install --yes ([^\n]+)", step(1)).group(1).split()
    kept = ",".join(name for name in packages if name not in NOT_REHEARSED)
    command = ("debootstrap", "--variant=minbase", f"--include={kept},ca-certificates")
    run(*command, RELEASE, str(root), *mirror())


def install(root: Path) -> None:
    """Steps 1 to 4 of the manual, without apt, systemd and certbot."""
    inside(root, without(step(1), "apt-get"))
    inside(root, "cd /root\n" + step(2))
    (root / "etc/guide/environment").write_text(ENVIRONMENT)
    run("chmod", "640", str(root / "etc/guide/environment"))
    inside(root, "chgrp guide /etc/guide/environment")
    inside(root, without(step(4), "systemctl", "certbot"))


def serve(root: Path, command: str) -> str:
    """Start the site as its unit does, ask whether it is ready, run the command, stop it."""
    unit = (BASE / "miramas_guide/deployment/systemd/guide.service").read_text()
    start = re.search(r"^ExecStart=(.+)$", unit, re.MULTILINE).group(1)
    return inside(
        root,
        f"{SERVER} runuser -u guide -- {start} & site=$!\n"
        f"for _ in $(seq 60); do {PROBE} && break; sleep 1; done >/dev/null 2>&1\n"
        f"{PROBE} >/dev/null || exit 1\n"
        f"{SERVER} {AS_GUIDE} {command}\nkill $site; wait $site || true",
    )


PROBE = (
    '/srv/guide/current/.venv/bin/python -c "import urllib.request as u;'
    " u.urlopen('http://127.0.0.1:8000/sante/pret')\""
)


def step(number: int) -> str:
    """The shell lines under `## number.` of the manual."""
    section = re.split(r"^## ", MANUAL.read_text(encoding="utf-8"), flags=re.MULTILINE)[number]
    assert section.startswith(f"{number}."), section[:40]
    return "\n".join(re.findall(r"```sh\n(.*?)```", section, re.DOTALL))


def without(script: str, *names: str) -> str:
    return "\n".join(line for line in script.splitlines() if not any(n in line for n in names))


def inside(root: Path, script: str) -> str:
    """Run in the root, with no network but the loopback; its output."""
    loopback = (
        "ip link set lo up 2>/dev/null; mount -t proc proc {0}/proc; exec chroot {0} sh -eu -c"
    )
    command = f'{loopback.format(root)} "$1"'
    answer = subprocess.run(  # noqa: S603
        [UNSHARE, "--net", "--mount", "--pid", "--fork", "sh", "-c", command, "sh", script],
        capture_output=True,
        text=True,
        env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "HOME": "/root"},
    )
    if answer.returncode:
        sys.exit(f"{script}\n{answer.stdout[-2000:]}\n{answer.stderr[-4000:]}")
    return answer.stdout


def mirror() -> list[str]:
    """Where this machine takes this Debian's packages from, if it says so."""
    sources = [Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*"))]
    said = "\n\n".join(path.read_text() for path in sources if path.is_file())
    found = re.findall(rf"^deb (?:\[[^]]*\] )?(\S+) {RELEASE} main", said, re.MULTILINE)
    for block in said.split("\n\n"):
        if re.search(rf"^Suites:.*\b{RELEASE}\b", block, re.MULTILINE):
            found += re.findall(r"^URIs: *(\S+)", block, re.MULTILINE)
    return found[:1]


def quoted(text: str) -> str:
    return f'"{text}"'


def run(*command: str, **options) -> None:
    answer = subprocess.run(command, capture_output=True, text=True, **options)  # noqa: S603
    if answer.returncode:
        sys.exit(f"{' '.join(command)}\n{answer.stdout[-2000:]}\n{answer.stderr[-2000:]}")


@contextmanager
def timed(what: str):
    start = time.monotonic()
    yield
    say(f"{what} : {time.monotonic() - start:.0f} s")


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
