# Two commands matter: `make run` starts Baton, `make test` proves it. Both set up what they need first.
PYTHON ?= python3
PIP = .venv/bin/python -m pip install --quiet --disable-pip-version-check

.PHONY: run test check format lock

run: .venv/run
	.venv/bin/baton run

test: .venv/test
	.venv/bin/python -m pytest $(ARGS)

check: .venv/test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

format: .venv/test
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

# Pins every package with its hashes, for every Python from 3.11 on; needs uv.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--extra postgres --group build --quiet --output-file requirements.lock pyproject.toml
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--extra postgres --group dev --quiet --output-file requirements-dev.lock pyproject.toml

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/run: .venv/bin/python requirements.lock pyproject.toml
	test -e .venv/test || $(PIP) --require-hashes --requirement requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

.venv/test: .venv/bin/python requirements-dev.lock pyproject.toml
	$(PIP) --require-hashes --requirement requirements-dev.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@ .venv/run
