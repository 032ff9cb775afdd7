# Two targets matter: `make site` builds the digest in content/, `make test` proves the program.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: site serve test lint bench bench-import bench-threads reset browser wheel

# Captures become articles, and what the digest has translated before is attached to them; no network is needed.
site: $(READY)
	$(BIN)/nashra build --translate memory

serve: $(READY)
	$(BIN)/nashra serve

test: $(READY) browser
	$(BIN)/python -m pytest

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)
	$(BIN)/python bench/build_speed.py

# Needs labelled pages beside the checkout, or CASES=folder. Weights without each fold's publishers: see bench/README.md.
CASES ?= ../shared/extraction
bench-import: $(READY)
	$(BIN)/python bench/importing/quality.py $(CASES) $(if $(FOLDS),--folds $(FOLDS))

# Needs the labelled stories beside the checkout, or STORIES=folder.
STORIES ?= ../shared/threading
bench-threads: $(READY)
	$(BIN)/python -m bench.threading.quality $(STORIES)

# The demonstration as it came: its captures back in the inbox, what was made of them gone. What was there is kept.
reset:
	@mkdir -p content-before-reset && kept=$$(mktemp -d content-before-reset/$$(date +%Y-%m-%d-%H%M%S)-XXXX) \
	  && cp -R content/. "$$kept" && echo "kept: $$kept"
	git restore --source=HEAD --staged --worktree -- content
	git clean -fdxq -- content site
	rm -rf .nashra

wheel: $(READY)
	$(BIN)/python -m build --wheel

# The browser tests need a Chromium; where it cannot be installed they are left out, loudly.
browser:
	@.ci/browser

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	# pip before 24 cannot resolve two spellings of one extra (lxml's html_clean), which two of our libraries ask for.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=24.1'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[extract,fetch,dev]'
	@touch $(READY)
