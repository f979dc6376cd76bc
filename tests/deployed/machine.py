"""The small installation on loopback: SQLite, one process, as `install.md` says."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests import databases

BASE = Path(__file__).resolve().parents[2]
# A process may see a file system of its own; root needs no other account for it.
OWN_MOUNTS = ("unshare", "--mount", *(() if os.geteuid() == 0 else ("--map-root-user",)))
_QUERY = """
import json, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=20)
print(json.dumps(connection.execute(sys.argv[2]).fetchall()))
connection.close()
"""


@dataclass
class Machine:
    """`var` as the tests see it; `environment` as the site's processes do."""

    var: Path
    environment: dict[str, str]
    port: int
    process: subprocess.Popen | None = None

    def prepare(self) -> None:
        self.run("-m", "miramas_guide.deployment.start", "prepare")

    def run(self, *arguments: str) -> str:
        answer = subprocess.run(  # noqa: S603
            [sys.executable, *arguments],
            cwd=BASE,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        assert answer.returncode == 0, answer.stderr
        return answer.stdout

    def manage(self, *arguments: str) -> str:
        return self.run("manage.py", *arguments)

    def start(self, *, within: tuple[str, ...] = ()) -> None:
        command = [*within, sys.executable, "-m", "miramas_guide.deployment.server", str(self.port)]
        with (self.var.parent / "server.log").open("a+") as log:
            self.process = subprocess.Popen(  # noqa: S603
                command, cwd=BASE, env=self.environment, stdout=log, stderr=log
            )
            databases.wait_for(self.process, self.port, log)

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(timeout=60)

    def kill(self) -> None:
        """As when the power goes: the server and its workers at once."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for one in (pid, *map(int, children)):
            os.kill(one, signal.SIGKILL)
        self.process.wait(timeout=20)
        while databases.answers(self.port):
            time.sleep(0.05)

    def query(self, sql: str) -> list[list]:
        """Ask the database, from inside the file systems that the site sees."""
        inside = ()
        if self.process and self.process.poll() is None:
            inside = ("nsenter", "--target", str(self.process.pid), *OWN_MOUNTS[1:])
            inside = tuple(part.replace("--map-root-user", "--user") for part in inside)
        file = self.environment["VAR_DIR"] + "/guide.sqlite3"
        answer = subprocess.run(  # noqa: S603
            [*inside, sys.executable, "-c", _QUERY, file, sql],
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(answer.stdout)


def machine(folder: Path) -> Machine:
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ} | {
        "SITE_URL": "https://guide.example",
        "VAR_DIR": str(folder / "var"),
        "SEARCH_SEMANTICS": "off",
        "RELEASE": "tests",
    }
    return Machine(folder / "var", environment, databases.free_port())
