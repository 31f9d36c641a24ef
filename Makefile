PORT ?= 8000
PYTHON ?= python3
KITHWAY := .venv/bin/kithway
UV := .tools/bin/uv
VENV := VIRTUAL_ENV=$(CURDIR)/.venv
LOCK := $(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header --no-emit-package numpy --no-emit-package scipy

.PHONY: setup run test check bench lock

# Only what serving needs; `make test` and `make check` add the rest.
setup: .venv/.serving

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

lock: | $(UV)
	$(LOCK) pyproject.toml -o requirements.txt
	$(LOCK) --extra dev pyproject.toml -o requirements-dev.txt
