#!/bin/sh
# Fait une archive du guide avec ses dépendances, pour un serveur sans internet :
#   archive.sh ARCHIVE.tar.gz [3.11 3.13]
# Debian 12 a Python 3.11, Debian 13 a Python 3.13 : sans choix, l’archive sert aux deux.
set -eu
target=${1:?"Indiquez le nom de l’archive, par exemple guide.tar.gz"}
case $target in /*) ;; *) target=$PWD/$target ;; esac
shift
[ $# -gt 0 ] || set -- 3.11 3.13
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
git archive --prefix=guide/ HEAD | tar -x -C "$folder"
# pip chooses by the Python that runs it, to the last digit: what depends on that digit always comes.
sed "s/ ; python_full_version [^\\\\]*/ /" requirements.lock > "$folder/requirements"
for version in "$@"; do
  abi=cp$(echo "$version" | tr -d .)
  "${PYTHON:-python3}" -m pip download --quiet --disable-pip-version-check --require-hashes \
    --no-deps --only-binary :all: --implementation cp --python-version "$version" \
    --abi "$abi" --abi abi3 --abi none --platform "manylinux2014_$(uname -m)" \
    --platform "manylinux_2_28_$(uname -m)" --platform "manylinux_2_34_$(uname -m)" \
    --dest "$folder/guide/wheels" --requirement "$folder/requirements"
done
rm "$folder/requirements"
tar -czf "$target" -C "$folder" guide
echo "Archive prête : $target ($(du -h "$target" | cut -f1))"
