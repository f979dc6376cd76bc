#!/bin/sh
# Writes the lock files from pyproject.toml and tests/node/package.json, with every file's hash and no host:
#   lock.sh [--upgrade | --upgrade-package NAME]
# Without arguments what is locked stays as it is.
set -eu

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
"${PYTHON:-.venv/bin/python}" -m venv "$tools/venv"
"$tools/venv/bin/python" -m pip install --quiet --disable-pip-version-check uv

# One version for Python 3.11 to 3.13, Linux, macOS and Windows.
compile() {
  output=$1
  shift
  "$tools/venv/bin/uv" pip compile --quiet --universal --fork-strategy fewest --generate-hashes \
    --no-header --output-file "$output" "$@" >/dev/null
}
compile requirements.lock pyproject.toml "$@"
compile tests/requirements.lock pyproject.toml --group test --constraint requirements.lock "$@"
compile tests/node/requirements.lock --group pyproject.toml:node "$@"
npm --prefix tests/node install --package-lock-only --omit-lockfile-registry-resolved --silent
