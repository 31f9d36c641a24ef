PORT ?= 8000
PYTHON ?= python3
KITHWAY := .venv/bin/kithway
RUN := .venv/bin/python
UV := .tools/bin/uv
VENV := VIRTUAL_ENV=$(CURDIR)/.venv
LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header --no-emit-package numpy --no-emit-package scipy $(if $(LATEST),--upgrade)

.PHONY: setup run test check bench pictures messages lock

# Only what serving needs; `make test` and `make check` add the rest. Languages are made here, since
# where a service runs it may not write beside the code.
setup: .venv/.serving
	@$(RUN) -c 'from pathlib import Path; from kithway.ui.catalogues import compile_catalogues; \
	compile_catalogues(Path("kithway/locale"))'

# The demo region on http://127.0.0.1:8000/, or PORT=8001. Ctrl-C stops it.
run: setup
	@exec $(RUN) -m kithway.config.serve --port $(PORT) --demo

# The whole suite: SQLite, PostgreSQL, a browser. Names at the end what it had to leave out.
test: .venv/.developing node_modules/.ready
	$(RUN) -m tests.run

# Format, lint, types, arrows, sizes, migrations, dead code, untranslated messages.
check: .venv/.developing
	$(RUN) -m tests.check

# One JSON line a figure; STRICT=1 fails where a limit is missed.
bench: .venv/.developing node_modules/.ready
	$(RUN) -m bench.run $(if $(STRICT),--strict) $(ONLY)

# Pictures of each page of the demo region, into docs/pictures.
pictures: .venv/.developing
	$(RUN) -m bench.pictures

# The catalogues in kithway/locale, brought up to what the code asks for.
messages: .venv/.developing
	$(RUN) -m tests.languages

# Only what changed in pyproject.toml; LATEST=1 takes the newest of everything.
lock: | $(UV)
	$(LOCK) pyproject.toml -o requirements.txt
	$(LOCK) --extra dev pyproject.toml -o requirements-dev.txt

$(UV):
	$(PYTHON) -m venv .tools
	.tools/bin/pip install --quiet --disable-pip-version-check uv 2>/dev/null

.venv/.serving: requirements.txt | $(UV)
	$(UV) venv --quiet --allow-existing --python $(PYTHON) .venv
	$(VENV) $(UV) pip install --quiet --no-deps --require-hashes -r requirements.txt
	printf '#!%s\nimport sys\n\nsys.path.insert(0, "%s")\n\nfrom kithway.config.command import main\n\nmain()\n' \
		"$(CURDIR)/.venv/bin/python" "$(CURDIR)" > $(KITHWAY)
	chmod +x $(KITHWAY)
	touch $@

.venv/.developing: requirements-dev.txt .venv/.serving
	$(VENV) $(UV) pip sync --quiet --require-hashes requirements-dev.txt
	touch $@

# The checkers of pages. Without them the suite still runs, and says what it left out.
node_modules/.ready: package-lock.json
	@if command -v npm >/dev/null && npm ci --ignore-scripts --silent; then touch $@; \
	else echo "The checkers of pages could not be installed: they are left out."; fi
