#!/bin/sh
# Met la base à jour, charge le guide, prépare les fichiers statiques. À lancer en root.
set -eu
cd "$(dirname "$0")/../.."
set -a
. "${ENVIRONMENT:-/etc/guide/environment}"
set +a
as_guide() { if [ "$(id -u)" = 0 ] && id guide >/dev/null 2>&1; then runuser -u guide -- "$@"; else "$@"; fi; }
as_guide .venv/bin/python -m miramas_guide.deployment.start prepare
