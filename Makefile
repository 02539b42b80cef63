# Nastavnik. Two commands for a newcomer: `make demo`, `make test`.
PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
SERVE ?= 1
export NASTAVNIK_VAR ?= var

.PHONY: demo test test-fast test-postgres lint types bench screenshots install install-dev lock clean

install: $(VENV)/.runtime
install-dev: $(VENV)/.dev

$(VENV)/.runtime: requirements/runtime.txt pyproject.toml
	sh tools/system.sh run
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
		touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml
	sh tools/system.sh test
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@ $(VENV)/.runtime

demo: install
	PORT=$(PORT) SERVE=$(SERVE) sh tools/demo.sh $(VENV)/bin

test: install-dev
	$(VENV)/bin/python tools/test.py

test-fast: install-dev
	$(VENV)/bin/python tools/test.py --fast

test-postgres: install-dev
	$(VENV)/bin/python tools/test.py --only postgres

lint: install-dev
	$(VENV)/bin/python tools/test.py --only style

bench: install-dev
	for file in bench/*.py; do echo "== $$file"; $(VENV)/bin/python $$file || exit 1; done

screenshots: install-dev
	$(VENV)/bin/python tools/screenshots.py

lock:
	$(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements/dev.in -o requirements/dev.txt
	$(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -c requirements/dev.txt requirements/runtime.in -o requirements/runtime.txt
	$(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -c requirements/dev.txt requirements/region.in -o requirements/region.txt

clean:
	rm -rf $(VENV) $(NASTAVNIK_VAR) build screenshots
