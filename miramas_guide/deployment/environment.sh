#!/bin/sh
# Makes .venv and installs one lock file there, unless that very lock is installed already:
#   environment.sh LOCK
# PYTHON chooses the interpreter; without it, the newest supported one that is found.
set -eu

lock=$1
venv=.venv
python=$venv/bin/python
stamp=$venv/.installed-$(echo "$lock" | tr / -)

has() { "$1" -c "$2" >/dev/null 2>&1; }
is_supported() { has "$1" 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'; }
version() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])'; }

find_python() {
  for candidate in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
    if is_supported "$candidate"; then
      echo "$candidate"
      return
    fi
  done
}

make_venv() {
  base=$(find_python)
  if [ -z "$base" ]; then
    echo "Il faut Python 3.11, 3.12 ou 3.13${PYTHON:+ (et non $PYTHON)} : installez-le, puis relancez la commande." >&2
    exit 1
  fi
  # Debian and Ubuntu ship Python without what makes virtual environments.
  has "$base" 'import ensurepip, venv' ||
    sh miramas_guide/deployment/apt-install "python$(version "$base")-venv"
  rm -rf "$venv"
  "$base" -m venv "$venv"
}

if ! is_supported "$python"; then
  make_venv
elif [ -n "${PYTHON:-}" ] && [ "$(version "$PYTHON")" != "$(version "$python")" ]; then
  make_venv
fi

if ! cmp -s "$lock" "$stamp"; then
  # The lock names every package, so pip need not look for others; Python compiles what it imports.
  # An archive made for a server without internet brings its packages along.
  offline=
  if [ -d wheels ]; then offline="--no-index --find-links wheels"; fi
  echo "Installation des dépendances ($lock), une à deux minutes la première fois…"
  # shellcheck disable=SC2086  several options, or none
  "$python" -m pip install --quiet --no-input --disable-pip-version-check $offline \
    --require-hashes --only-binary :all: --no-deps --no-compile --requirement "$lock"
  cp "$lock" "$stamp"
fi
