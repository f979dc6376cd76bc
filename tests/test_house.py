"""The rules of the house: what lives where, who may import whom, tables that agree with code."""

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

from django.apps import apps
from django.core.management import call_command

BASE = Path(__file__).resolve().parent.parent
TOP_LEVEL = {
    *("manage.py", "miramas_guide", "actors", "services", "templates", "static", "fixtures"),
    *("tests", "pyproject.toml", "README.md", "Makefile", "requirements.lock", "LICENSE"),
    *(".ci", ".gitignore", ".env.example", ".editorconfig"),
}
LINES = 300
# A file may be longer when its reason stands here.
LONG_FILES = {
    "services/choices.py": "the vocabularies, a table with one entry a line",
    "miramas_guide/settings.py": "the settings are one file, read from top to bottom",
    "static/css/site.css": "one stylesheet is one request: tokens, base, components, print",
}
# Django looks for these by name.
TEMPLATES_BY_NAME = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
OURS = {"actors", "miramas_guide", "services", "tests"}
FOREIGN_TO_APP = {"actors": {"services", "miramas_guide"}, "services": {"miramas_guide"}}
FOREIGN_TO_FILES = {
    "a package registry": r"py[p]i\.org|python[h]osted\.|registry\.[n]pm|deb\.[d]ebian|index-[u]rl",
    "a path of one machine": r"(?:^|[^a-z.])/(?:wor[k]|far[m]|roo[t])/[a-z.]",
}


def project_files(*suffixes: str) -> list[Path]:
    """Return the files of the project, as Git knows or would know them."""
    command = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    answer = subprocess.run(command, cwd=BASE, capture_output=True, text=True, check=True)  # noqa: S603
    files = [BASE / name for name in answer.stdout.split("\0") if name]
    return [path for path in files if path.is_file() and path.name.endswith(suffixes or ("",))]


def relative(path: Path) -> str:
    return path.relative_to(BASE).as_posix()


def readme_rows(pattern: str) -> set[str]:
    """Return the first cell of the README's table rows that match, without backquotes."""
    text = (BASE / "README.md").read_text(encoding="utf-8")
    return set(re.findall(rf"^\| *`({pattern})[^`|]*`", text, re.MULTILINE))


def test_top_level_holds_exactly_what_the_readme_draws():
    assert {relative(path).split("/")[0] for path in project_files()} == TOP_LEVEL


def test_no_file_names_a_registry_or_a_machine():
    found = []
    for path in project_files():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        for what, pattern in FOREIGN_TO_FILES.items():
            found += [f"{relative(path)}: {what}" for _ in re.finditer(pattern, text, re.MULTILINE)]
    assert found == []


def test_long_files_have_a_reason():
    code = [
        path
        for path in project_files(".py", ".html", ".css", ".js", ".sh")
        if "migrations" not in path.parts
    ]
    long = {relative(path) for path in code if len(path.read_text().splitlines()) > LINES}
    assert long == set(LONG_FILES)


def test_no_migration_is_missing(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_imports_follow_the_arrows():
    found = {
        relative(path): wrong
        for app, foreign in FOREIGN_TO_APP.items()
        for path in sorted((BASE / app).rglob("*.py"))
        if (wrong := imported_packages(path) & foreign)
    }
    assert found == {}


def imported_packages(path: Path) -> set[str]:
    packages = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            packages |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            packages.add((node.module or "").split(".")[0])
    return packages


def test_actors_never_names_services():
    found = {}
    for path in sorted((BASE / "actors").rglob("*.py")):
        names = names_and_codes(ast.parse(path.read_text(encoding="utf-8")))
        if wrong := [name for name in names if re.match(r"services?(_set|__|\.|:|$)", name)]:
            found[relative(path)] = wrong
    assert found == {}


def names_and_codes(tree: ast.AST):
    """Give attributes, names, keywords, and strings without a space: labels, paths, lookups."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.keyword):
            yield node.arg or ""
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield "" if " " in node.value else node.value


def test_starts_without_gdal():
    code = """
import ctypes.util, sys
find = ctypes.util.find_library
ctypes.util.find_library = lambda name: None if "gdal" in name or "geos" in name else find(name)
import django
django.setup()
from django.core.management import call_command
call_command("check")
print([name for name in sys.modules if name.startswith("django.contrib.gis.g")])
"""
    answer = subprocess.run(  # noqa: S603
        [sys.executable, "-W", "error", "-c", code], cwd=BASE, capture_output=True, text=True
    )
    assert (answer.returncode, answer.stdout.splitlines()[-1:]) == (0, ["[]"]), answer.stderr


def test_every_template_is_used():
    sources = {path: path.read_text() for path in project_files(".py", ".html", ".txt", ".xml")}
    unused = []
    for path in sorted((BASE / "templates").rglob("*.*")):
        name = path.relative_to(BASE / "templates").as_posix()
        named = any(name in text for source, text in sources.items() if source != path)
        if not (named or name in TEMPLATES_BY_NAME or overrides_a_package(name)):
            unused.append(name)
    assert unused == []


def overrides_a_package(template: str) -> bool:
    return any(Path(app.path, "templates", template).exists() for app in apps.get_app_configs())


def test_readme_and_example_list_every_environment_variable():
    code = "".join(
        (BASE / "miramas_guide" / name).read_text()
        for name in ("settings.py", "deployment/start.py", "deployment/server.py")
    )
    read = set(re.findall(r"\b(?:env(?:\.\w+)?|os\.environ\.get)\(\s*\"([A-Z_]+)\"", code))
    read -= {"SECRET_KEY_FILE"} | {name for name in read if name.startswith("DJANGO_")}
    example = set(re.findall(r"^#? ?([A-Z_]+)=", (BASE / ".env.example").read_text(), re.MULTILINE))
    assert readme_rows(r"[A-Z][A-Z_]+") == read == example


def test_readme_lists_every_command():
    makefile = (BASE / "Makefile").read_text(encoding="utf-8")
    commands = {f"make {name}" for name in re.findall(r"^([a-z]+):.*##", makefile, re.MULTILINE)}
    assert readme_rows(r"make [a-z]+") == commands


def test_locks_hold_every_dependency_with_its_hashes():
    project = tomllib.loads((BASE / "pyproject.toml").read_text(encoding="utf-8"))
    runtime, tests = locked("requirements.lock"), locked("tests/requirements.lock")
    assert package_names(project["project"]["dependencies"]) <= set(runtime)
    assert package_names(project["dependency-groups"]["test"]) <= set(tests)
    assert runtime.items() <= tests.items()
    assert all(hashes for _, hashes in tests.values())


def test_every_imported_package_is_locked():
    owners = packages_distributions()
    missing = {}
    for path in project_files(".py"):
        lock = (
            "tests/requirements.lock"
            if relative(path).startswith("tests/")
            else "requirements.lock"
        )
        foreign = imported_packages(path) | packages_with_data(path)
        foreign -= set(sys.stdlib_module_names) | OURS | {""}
        for package in foreign:
            names = {re.sub(r"[._]+", "-", name).lower() for name in owners.get(package, [package])}
            if not names & set(locked(lock)):
                missing.setdefault(package, relative(path))
    assert missing == {}


def packages_with_data(path: Path) -> set[str]:
    """Return the packages whose files are read, not imported, with importlib.resources."""
    return set(re.findall(r"\bfiles\(\"(\w+)\"\)", path.read_text(encoding="utf-8")))


@cache
def locked(name: str) -> dict[str, tuple[str, frozenset[str]]]:
    """Return each package's version and hashes."""
    text = (BASE / name).read_text(encoding="utf-8")
    entries = re.findall(r"^([a-z0-9-]+)==(\S+)(.*?)(?=^[a-z]|\Z)", text, re.MULTILINE | re.DOTALL)
    return {
        package: (version, frozenset(re.findall(r"sha256:[0-9a-f]{64}", rest)))
        for package, version, rest in entries
    }


def package_names(requirements: list[str]) -> set[str]:
    return {re.match(r"[\w-]+", requirement)[0].lower() for requirement in requirements}
