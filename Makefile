# The commands of the guide. Each works on a fresh clone; `make help` lists them.

# Chooses the interpreter, for instance `make test PYTHON=python3.13`.
export PYTHON ?=
ARGS ?=

python := .venv/bin/python
start := $(python) -m miramas_guide.deployment.start
# What the checks of `make check` judge: a site served over https.
deployed := env DEBUG=off SITE_URL=https://guide.example ALLOWED_HOSTS=guide.example \
  DATABASE_URL=sqlite://:memory: SECRET_KEY=$$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')

.DEFAULT_GOAL := help
.PHONY: audit run dev superuser test check bench lighthouse conformance rehearsal lock help runtime tools

run: runtime ## Installer, charger le guide et le servir sur http://127.0.0.1:8000/ (PORT=… pour changer)
	@exec $(start) run

dev: runtime ## La même chose avec le serveur de développement et DEBUG
	@exec $(start) dev

superuser: runtime ## Créer un compte administrateur (ou DJANGO_SUPERUSER_EMAIL et DJANGO_SUPERUSER_PASSWORD)
	@exec $(start) superuser

test: tools ## Toute la suite, sur SQLite puis sur PostgreSQL (ARGS="-k search" pour choisir)
	@exec $(python) -m tests.run $(ARGS)

check: tools ## Mise en forme, relecture du code et des gabarits, réglages, migrations
	$(python) -m ruff format --check --quiet
	$(python) -m ruff check --quiet
	$(python) -m djlint --lint --quiet templates
	.venv/bin/lint-imports
	$(deployed) $(python) manage.py check --deploy --fail-level WARNING
	$(deployed) $(python) manage.py makemigrations --check --dry-run
	$(python) -m miramas_guide.deployment.audit tests/requirements.lock

audit: tools ## Dépendances : versions, empreintes, licences, failles connues (sans réseau)
	@$(python) -m miramas_guide.deployment.audit tests/requirements.lock $(ARGS)

bench: tools ## Les mesures de tests/benchmarks/
	@exec $(python) -m tests.benchmarks $(ARGS)

lighthouse: tools ## Lighthouse et la vitesse sur un petit téléphone, du site servi à SITE_URL
	@exec $(python) -m tests.benchmarks.lighthouse

conformance: tools ## Exports et API jugés par les schémas officiels de SCHEMAS=dossier
	@test -d "$(SCHEMAS)" || { echo "Indiquez le dossier des schémas : make conformance SCHEMAS=dossier" >&2; exit 2; }
	@SCHEMAS="$(abspath $(SCHEMAS))" exec $(python) -m pytest tests/conformance $(ARGS)

rehearsal: tools ## Installer dans un Debian nu, sans réseau, comme le dit le manuel (en root)
	@exec $(python) -m tests.deployed.rehearsal

lock: runtime ## Recalculer les fichiers de dépendances (ARGS=--upgrade pour les mettre à jour)
	@sh miramas_guide/deployment/lock.sh $(ARGS)

help: ## Cette liste
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

runtime:
	@sh miramas_guide/deployment/environment.sh requirements.lock

tools:
	@sh miramas_guide/deployment/environment.sh tests/requirements.lock
