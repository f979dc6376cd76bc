"""`make bench [ARGS="300 3000 30000"]`: ratios to a reference measured in the same run."""

import os
import sys
import tempfile

SIZES = (300, 3000)


def main(sizes: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "miramas_guide.settings",
            "DEBUG": "off",
            "SECRET_KEY": "a-benchmark-protects-nothing-with-this-key-of-fifty",
            "SITE_URL": "http://testserver",
            "VAR_DIR": folder,
        }
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        run(sizes)


def run(sizes: list[int]) -> None:
    import django
    from django.core.management import call_command

    django.setup()
    from miramas_guide.deployment.start import collect_static

    collect_static()
    call_command("migrate", verbosity=0)
    from tests.benchmarks import label, pages

    for size in sizes:
        for speed in pages.measure(size):
            print(speed, flush=True)  # noqa: T201
        print()  # noqa: T201
    for line in label.measure():
        print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or list(SIZES))
