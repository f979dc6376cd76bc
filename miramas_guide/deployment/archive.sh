#!/bin/sh
# Fait une archive du guide avec ses dépendances, pour un serveur sans internet.
set -eu
target=${1:?"Indiquez le nom de l’archive, par exemple guide.tar.gz"}
case $target in /*) ;; *) target=$PWD/$target ;; esac
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
git archive --prefix=guide/ HEAD | tar -x -C "$folder"
"${PYTHON:-python3}" -m pip download --quiet --require-hashes --only-binary :all: \
  --dest "$folder/guide/wheels" --requirement requirements.lock
tar -czf "$target" -C "$folder" guide
echo "Archive prête : $target"
