"""`make audit`: what is locked is installed, under known licences, of no known weak version.

Works without network. What cannot be read is a fault, never a pass; what an offline look cannot
tell, it says. Usage: audit.py LOCK [--release]
"""

import json
import re
import sys
from datetime import date
from importlib import metadata
from pathlib import Path

from packaging.markers import Marker
from packaging.version import Version

HERE = Path(__file__).resolve().parent
ADVISORIES = HERE / "advisories.json"
OLDEST_DAYS = 45
# Tools that make the environment, locked by Python's own installer.
NOT_LOCKED = {"pip", "setuptools", "wheel"}
LICENCES = {
    *("mit", "mit-0", "bsd", "bsd-2-clause", "bsd-3-clause", "isc", "apache-2.0", "psf-2.0"),
    *("python-2.0", "mpl-2.0", "0bsd", "unlicense", "zlib", "hpnd", "mit-cmu", "lgpl"),
    *("cc0-1.0", "bsl-1.0", "lgpl-3.0-or-later", "lgpl-2.1-or-later", "lgpl-3.0-only", "eupl-1.2"),
    *("lgpl-3.0", "lgpl-2.1", "zpl-2.1", "cnri-python", "etalab-2.0"),
}
# Judged by a person: package → (what its metadata say, why it may be used here).
JUDGED = {
    "django-solo": (["cc-by-3.0"], "attribution, which the metadata carry"),
    "djlint": (["gpl-3.0-or-later"], "a linter of the developers, never part of the site"),
    "text-unidecode": (["gpl"], "under a tool of the tests, also under the Artistic licence"),
    "data-inclusion-schema": ([], "a judge in the tests; says nothing in its metadata"),
}
# As packages write it → as SPDX does.
_WORDS = (
    (r"\bmit[- ]cmu\b|\bhpnd\b", "mit-cmu"),
    (r"\bmit(?:[- ]license)?\b", "mit"),
    (r"apache", "apache-2.0"),
    (r"bsd[- ]?3|3-clause|new bsd|modified bsd", "bsd-3-clause"),
    (r"bsd[- ]?2|2-clause|simplified", "bsd-2-clause"),
    (r"\bbsd\b", "bsd"),
    (r"\bisc\b", "isc"),
    (r"mozilla|\bmpl\b", "mpl-2.0"),
    (r"lesser general|lgpl", "lgpl"),
    (r"python software foundation|\bpsf", "psf-2.0"),
    (r"unlicense", "unlicense"),
    (r"\bzlib\b", "zlib"),
    (r"zope", "zpl-2.1"),
    (r"\bgnu general|\bgpl", "gpl"),
    (r"cc0", "cc0-1.0"),
)
_ENTRY = re.compile(
    r"^([a-z0-9][a-z0-9._-]*)==(\S+)(.*?)(?=^[a-z0-9]|\Z)", re.MULTILINE | re.DOTALL
)


def locked(text: str) -> dict[str, tuple[str, int, str]]:
    """Package → (version, number of hashes, marker); ValueError on a line that pins nothing."""
    bare = [line for line in text.splitlines() if re.match(r"^[a-zA-Z0-9]", line)]
    loose = [line for line in bare if "==" not in line]
    if loose:
        raise ValueError(f"ligne sans version exacte : {loose[0]}")
    found = {}
    for name, version, rest in _ENTRY.findall(text):
        marker = re.match(r"\s*;\s*([^\\\n]+)", rest)
        hashes = len(set(re.findall(r"sha256:[0-9a-f]{64}", rest)))
        found[_bare(name)] = (version, hashes, marker[1].strip() if marker else "")
    return found


def _bare(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def faults_of_lock(entries: dict) -> list[str]:
    return [
        f"{name} {version} : aucune empreinte"
        for name, (version, n, _m) in entries.items()
        if not n
    ]


def faults_of_environment(entries: dict, installed: dict[str, str]) -> list[str]:
    """What is installed and not locked, locked and not installed, or of another version."""
    found = []
    for name, (version, _hashes, marker) in entries.items():
        if name not in installed:
            if not marker or Marker(marker).evaluate():
                found.append(f"{name} {version} : figé, pas installé")
        elif installed[name] != version:
            found.append(f"{name} : {installed[name]} installé, {version} figé")
    loose = set(installed) - set(entries) - NOT_LOCKED
    return found + [f"{name} {installed[name]} : installé, pas figé" for name in sorted(loose)]


def licence_of(package: metadata.PackageMetadata) -> list[str]:
    """Its licences as SPDX names, lower case; [] when nothing readable is said."""
    expression = package.get("License-Expression")
    if expression:
        parts = re.split(r"\s+(?:AND|OR|WITH)\s+|[()]", expression)
        return [part.strip().lower() for part in parts if part.strip()]
    said = [c.split("::")[-1] for c in package.get_all("Classifier") or [] if "License ::" in c]
    first = (package.get("License") or "").strip().splitlines()[:3]
    for text in [*said, " ".join(first)]:
        for pattern, name in _WORDS:
            if re.search(pattern, text.lower()):
                return [name]
    return []


def faults_of_licences(packages: list[metadata.PackageMetadata]) -> list[str]:
    found = []
    for package in packages:
        licences = licence_of(package)
        if licences == JUDGED.get(_bare(package["Name"]), (None, ""))[0]:
            continue
        if not licences:
            found.append(f"{package['Name']} : licence illisible")
        strange = [each for each in licences if each not in LICENCES]
        if strange:
            found.append(f"{package['Name']} : licence hors liste ({', '.join(strange)})")
    return found


def faults_of_versions(entries: dict, advisories: list[dict]) -> list[str]:
    """Locked below the first version without a known weakness."""
    found = []
    for each in advisories:
        pinned = entries.get(_bare(each["package"]))
        if pinned and Version(pinned[0]) < Version(each["below"]):
            told = f"{each['package']} {pinned[0]} : {each['id']}, corrigé en {each['below']}"
            found.append(told)
    return found


def main(arguments: list[str]) -> int:
    entries = locked(Path(arguments[0]).read_text(encoding="utf-8"))
    known = json.loads(ADVISORIES.read_text(encoding="utf-8"))
    packages = [each.metadata for each in metadata.distributions()]
    installed = {_bare(each["Name"]): each["Version"] for each in packages}
    faults = [
        *([] if entries else ["le fichier figé ne contient aucun paquet"]),
        *([] if known["advisories"] else ["la liste des failles est vide"]),
        *faults_of_lock(entries),
        *faults_of_environment(entries, installed),
        *faults_of_licences([each for each in packages if _bare(each["Name"]) in entries]),
        *faults_of_versions(entries, known["advisories"]),
    ]
    age = (date.today() - date.fromisoformat(known["read_on"])).days
    if not 0 <= age <= OLDEST_DAYS:
        late = f"la liste des failles a {age} jours : relisez-la (deployment/security.md)"
        if "--release" in arguments:
            faults.append(late)
        else:
            _say(f"Attention : {late}")
    for fault in faults:
        _say(f"✗ {fault}")
    _say(
        f"{len(entries)} paquets figés, {len(installed)} installés, "
        f"{len(known['advisories'])} failles connues comparées, {len(faults)} défauts.",
        f"Sans réseau, rien n’est dit des failles publiées depuis le {known['read_on']}.",
    )
    return 1 if faults else 0


def _say(*lines: str) -> None:
    print(*lines, sep="\n", flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
