"""Measures one guide in a process of its own: `python -m tests.benchmarks.one SIZE FILE PART…`.

The environment says which database; it is filled unless it already holds such a guide.
"""

import dataclasses
import json
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command


def main(size: int, out: Path, parts: list[str]) -> None:
    django.setup()
    settings.ROOT_URLCONF = "tests.benchmarks.addresses"
    settings.ALLOWED_HOSTS = ["*"]
    fill(size)
    found = {name: MEASURES[name](size) for name in parts}
    out.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")


def fill(size: int) -> None:
    """Leave a guide of `size` services, as a guide in use is: analysed, its files collected."""
    from actors.models import Actor
    from miramas_guide.deployment.start import collect_static

    collect_static()
    call_command("migrate", verbosity=0)
    if Actor.objects.exists():
        return
    call_command("generate_guide", services=size, verbosity=0)


def pages(size: int) -> dict[str, dict]:
    from tests.benchmarks import pages as measured

    found = {}
    for case in measured.cases():
        speed = measured.measure(case)
        found[case.code] = {"name": case.name, **dataclasses.asdict(speed)}
        say(size, case.name, f"{speed.per_second:.0f}/s", f"rapport {speed.ratio:.2f}")
    return found


def exports(size: int) -> dict:
    from tests.benchmarks import exports as measured

    found = measured.measure()
    say(size, str(found))
    return {**dataclasses.asdict(found), "text": str(found)}


def printed(size: int) -> dict:
    from tests.benchmarks import printed_guide

    found = printed_guide.measure()
    say(size, str(found))
    return {**dataclasses.asdict(found), "text": str(found)}


def label(size: int) -> list[str]:
    from tests.benchmarks import label as measured

    return [*measured.measure()]


def say(size: int, *words: str) -> None:
    sys.stderr.write(f"  {size} services : {'  '.join(words)}\n")
    sys.stderr.flush()


MEASURES = {"pages": pages, "exports": exports, "printed": printed, "label": label}

if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
