# Every task of the project. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help setup train shell try run check review municipality staff purge unanswered report rotate-keys swedish test faults lint audit bench pictures lock clean

PYTHON := .venv/bin/python
SIDE_BY_SIDE := $(filter-out tests/conversation tests/faults tests/web tests/support,$(wildcard tests/*))
export TF_CPP_MIN_LOG_LEVEL := 3
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
export RASA_TELEMETRY_ENABLED := false

help: ## List the tasks
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## Install uv, Python 3.10 and the locked environment, where missing
	@scripts/setup.sh

train: setup ## Train the model, if data, config or components changed
	@$(PYTHON) -m bot.run.train

shell: train ## Talk to the assistant in the terminal
	@$(PYTHON) -m bot.run.shell

try: train ## Say what a message is answered and why; TEXT="måste man tjalla"
	@$(PYTHON) -m bot.run.try_out "$$TEXT"  # from the environment: a message may hold any sign

run: train ## Start the servers in the foreground (Ctrl-C stops them)
	@$(PYTHON) -m bot.run.serve

check: ## Tell what is in order in a running installation, and what is not; changes nothing
	@# Without what stands above, so that the environment itself shows whether it turns telemetry off.
	@env -u RASA_TELEMETRY_ENABLED $(PYTHON) -m bot.check

municipality: setup ## Begin a municipality's profile, or say what it lacks before it may go live; NAME=norra-berg
	@$(PYTHON) -m bot.municipality "$$NAME"

staff: setup ## List the desk's accounts; ARGS="add <name> handläggare" adds one, ARGS=--help tells more
	@$(PYTHON) -m bot.intake staff $(ARGS)

purge: setup ## Delete what is past its time (the servers do it on their own)
	@$(PYTHON) -m bot.intake purge
	@$(PYTHON) -m bot.privacy

review: setup ## Tell which answers may have become untrue, and what to do; SOURCES=<folder of the sources' files>
	@$(if $(SOURCES),VAGVISAREN_SOURCES="$$SOURCES") $(PYTHON) -m bot.review

unanswered: train ## Show what the assistant did not understand, grouped, with lines for the training data
	@$(PYTHON) -m bot.assistant.unanswered

report: setup ## Write a year's report for the yearly follow-up; YEAR=2026, and MUNICIPALITY=<name> of several
	@$(PYTHON) -m bot.report "$$YEAR" "$$MUNICIPALITY"

rotate-keys: setup ## Encrypt everything with a new key
	@$(PYTHON) -m bot.intake rotate-keys

test: train lint ## Run every test
	@scripts/find_browser.sh >/dev/null
	@scripts/find_postgres.sh >/dev/null
	@scripts/find_servers.sh
	@scripts/environment_beside.sh provider >/dev/null
	@$(PYTHON) -m pytest $(SIDE_BY_SIDE) -n 2 --dist loadfile
	@$(PYTHON) -m pytest $(SIDE_BY_SIDE:%=--ignore=%)

faults: train ## Break everything in a production of its own, and print what was seen; Rasa freezes as long as in life
	@scripts/find_postgres.sh >/dev/null
	@scripts/find_servers.sh
	@mkdir -p results && rm -f results/faults.jsonl
	@$(PYTHON) -m pytest tests/faults --long --faults results/faults.jsonl; ended=$$?; cat results/faults.jsonl; exit $$ended

lint: setup ## ruff and mypy
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy

audit: setup ## Ask which known vulnerabilities the pinned packages have; fails on what is not reviewed
	@scripts/audit.sh

bench: train ## Measure everything that README says of speed and accuracy, Rasa's default beside ours; takes hours
	@scripts/find_postgres.sh >/dev/null
	@scripts/find_servers.sh
	@missed=; for each in delivery redaction load turns soak growth hostile start nlu "scaling --where-possible"; do \
	  $(PYTHON) -m bench.$$each || missed="$$missed $${each%% *}"; \
	done; [ -z "$$missed" ] || { echo "Not as demanded, see above:$$missed" >&2; exit 1; }

swedish: setup ## Train the Swedish pipeline; CORPUS=<folder or address of the Swedish NER corpus>
	@$(PYTHON) -m swedish.train $(CORPUS)

pictures: train ## Take the screenshots in docs/pictures again
	@$(PYTHON) -m pytest tests/web/test_whole_way.py tests/web/test_guides.py --pictures docs/pictures

lock: setup ## Compile requirements/ from pyproject.toml, requirements/audit.in and requirements/provider.in
	@uv=$$(command -v uv || echo .tools/bin/uv); compile() { \
	  $$uv pip compile "$$@" --quiet --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --python $(PYTHON) --custom-compile-command "make lock"; }; \
	compile pyproject.toml -o requirements/run.txt && \
	compile pyproject.toml --extra dev -c requirements/run.txt -o requirements/dev.txt && \
	compile requirements/audit.in --no-config -o requirements/audit.txt && \
	compile requirements/provider.in --no-config -o requirements/provider.txt  # neither with what we override for Rasa

clean: ## Remove everything made here (environment, models, caches)
	rm -rf .venv .tools models .rasa var results .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Programs beside the environment (requirements/tools.in), and what belongs to a release (docs/release.md).
.PHONY: lint-shell lock-tools hooks licences sbom

lint: lint-shell

lint-shell: setup ## shellcheck, as a part of lint
	@scripts/shellcheck.sh

lock: lock-tools

lock-tools: setup ## Compile requirements/tools.txt from requirements/tools.in, as a part of lock
	@$$(command -v uv || echo .tools/bin/uv) pip compile requirements/tools.in -o requirements/tools.txt --quiet \
	  --no-config --generate-hashes --no-emit-index-url --no-emit-find-links --python $(PYTHON) \
	  --custom-compile-command "make lock"

hooks: setup ## Check what is about to be committed as lint does (pre-commit); once a clone
	@"$$(scripts/environment_beside.sh tools)/bin/pre-commit" install

licences: setup ## Write docs/licences.md: the licence of every pinned package; fails on one that is not reviewed
	@$(PYTHON) -m scripts.licences "$$(scripts/environment_beside.sh tools)"

sbom: setup ## Write a bill of materials (CycloneDX) of each environment to results/
	@$(PYTHON) -m scripts.sbom "$$(scripts/environment_beside.sh tools)"
