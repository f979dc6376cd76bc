"""`make bench [ARGS="--sizes 300 3000"]`: ratios to a reference measured in the same run."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests import databases
from tests.benchmarks import memory, plot, postgres, report
from tests.benchmarks.asking import settings_of

SIZES = (300, 3_000, 30_000, 100_000)
PRINTED_SIZES = (150, 1_000, 3_000)
BASELINE = Path(__file__).with_name("baseline.json")
PLOT = Path(__file__).resolve().parents[2] / "static" / "img" / "mesures.svg"


def main() -> None:
    options = _options()
    with ExitStack() as stack:
        folder = Path(options.work or stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        bench = Bench(folder, stack, kept=bool(options.work))
        found: dict = {"pages": {}, "exports": {}, "printed": {}, "memory": {}}
        for size in options.sizes:
            for name in options.databases:
                told = bench.measure(name, size, "pages", "exports")
                found["pages"].setdefault(name, {})[str(size)] = told["pages"]
                found["exports"].setdefault(name, {})[str(size)] = told["exports"]
        if not options.quick:
            for size in PRINTED_SIZES:
                found["printed"][str(size)] = bench.measure("sqlite", size, "printed")["printed"]
            found["label"] = bench.measure("sqlite", min(options.sizes), "label")["label"]
            for name in options.databases:
                found["memory"][name] = bench.memory(name, min(options.sizes))
    for line in lines(found):
        sys.stdout.write(f"{line}\n")
    if options.compare:
        saved = json.loads(options.compare.read_text(encoding="utf-8"))
        sys.stdout.write("".join(f"{line}\n" for line in report.beside(found, saved)))
    if options.save:
        text = json.dumps(found, ensure_ascii=False, indent=1)
        options.save.write_text(text + "\n", encoding="utf-8")
    if options.plot:
        plot.write(found, options.plot)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), metavar="N")
    parser.add_argument(
        "--databases", nargs="+", default=list(report.DATABASES), choices=list(report.DATABASES)
    )
    parser.add_argument("--quick", action="store_true", help="les pages seulement")
    parser.add_argument("--work", help="dossier où garder les guides inventés")
    parser.add_argument("--save", type=Path, nargs="?", const=BASELINE, metavar="FICHIER")
    parser.add_argument("--compare", type=Path, nargs="?", const=BASELINE, metavar="FICHIER")
    parser.add_argument("--plot", type=Path, nargs="?", const=PLOT, metavar="FICHIER.svg")
    return parser.parse_args()


class Bench:
    """Guides of every size, each in a database of its own, measured one process after the other."""

    def __init__(self, folder: Path, stack: ExitStack, *, kept: bool):
        self.folder, self.stack, self.kept = folder, stack, kept
        self._server: str | None = None

    def database(self, name: str, size: int) -> str:
        if name == "sqlite":
            return f"sqlite:///{self._room(name, size)}/bench.sqlite3"
        if self._server is None:
            self._server = self.stack.enter_context(databases.postgresql())
        server, _, _base = self._server.rpartition("/")
        url = f"{server}/guide_bench_{self.folder.name.lower()}_{size}"
        postgres.create(url)
        if not self.kept:
            self.stack.callback(postgres.drop, url)
        return url

    def _room(self, name: str, size: int) -> Path:
        room = self.folder / f"{name}-{size}"
        room.mkdir(exist_ok=True)
        return room

    def environment(self, name: str, size: int, **options) -> dict[str, str]:
        return settings_of(self.database(name, size), str(self._room(name, size)), **options)

    def measure(self, name: str, size: int, *parts: str) -> dict:
        out = self._room(name, size) / "found.json"
        subprocess.run(  # noqa: S603 - our own code
            [sys.executable, "-m", "tests.benchmarks.one", str(size), str(out), *parts],
            env=self.environment(name, size),
            check=True,
        )
        return json.loads(out.read_text(encoding="utf-8"))

    def memory(self, name: str, size: int) -> dict[str, float]:
        """Megabytes of two workers, with the search by meaning and without."""
        return {
            said: round(memory.megabytes(self.environment(name, size, semantics=on)))
            for said, on in (("on", True), ("off", False))
        }


def lines(found: dict):
    yield from report.table(found)
    yield ""
    yield from report.growth(found)
    for told in found["exports"].values():
        for one in told.values():
            yield one["text"]
    for one in found["printed"].values():
        yield one["text"]
    yield from found.get("label", ())
    for name, told in found["memory"].items():
        yield (
            f"deux processus, {report.DATABASES[name]} : {told['on']} Mo avec la recherche par le "
            f"sens, {told['off']} Mo sans"
        )


if __name__ == "__main__":
    os.chdir(Path(__file__).resolve().parents[2])
    main()
