"""The nginx configuration that the guide ships, put on loopback for the tests."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from tests import databases

BASE = Path(__file__).resolve().parents[2]
SHIPPED = BASE / "miramas_guide" / "deployment" / "nginx" / "guide.conf"
PROGRAM = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")


def configuration(folder: Path, *, var: Path, https: int, http: int, processes: list[int]) -> Path:
    """Write nginx.conf for these ports; return its path."""
    site = SHIPPED.read_text(encoding="utf-8")
    live = "/etc/letsencrypt/live/guide.example"
    certificate, key = _certificate(folder)
    servers = "\n".join(f"    server 127.0.0.1:{port} max_fails=0;" for port in processes)
    for old, new in (
        (f"{live}/fullchain.pem", str(certificate)),
        (f"{live}/privkey.pem", str(key)),
        ("/var/log/nginx/guide.log", str(folder / "access.log")),
        ("/var/lib/guide", str(var)),
        ("    server 127.0.0.1:8000 max_fails=0;", servers),
    ):
        assert old in site, old
        site = site.replace(old, new)
    site = re.sub(r" *listen \[::\]:[^;]*;\n", "", site)
    site = site.replace("listen 80;", f"listen 127.0.0.1:{http};")
    site = site.replace("listen 443 ssl;", f"listen 127.0.0.1:{https} ssl;")
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.geteuid() == 0 else ""
    whole = folder / "nginx.conf"
    whole.write_text(
        f"{user}daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\n"
        f"events {{ worker_connections 256; }}\n"
        f"http {{\ninclude /etc/nginx/mime.types;\n{temporary}{site}\n}}\n",
        encoding="utf-8",
    )
    return whole


def running(folder: Path, **options):
    """Run nginx on the port `https` until the block ends."""
    path = configuration(folder, **options)
    return databases.running([PROGRAM, "-c", str(path)], options["https"])


def _certificate(folder: Path) -> tuple[Path, Path]:
    certificate, key = folder / "cert.pem", folder / "key.pem"
    command = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1")
    names = ("-subj", "/CN=guide.example", "-keyout", str(key), "-out", str(certificate))
    subprocess.run([*command, *names], check=True, capture_output=True)  # noqa: S603
    return certificate, key
