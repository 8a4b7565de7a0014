# Every task of the project. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help setup setup-front setup-rasa setup-production train shell try run check review municipality staff purge unanswered report rotate-keys swedish test faults attack lint audit bench pictures lock clean

FRONT := .venv-front/bin/python
RASA := .venv-rasa/bin/python
SIDE_BY_SIDE := -n 2 --dist loadgroup --no-loadscope-reorder
ALONE := tests/faults tests/attack  # nothing beside them, because they need the whole processor
export TF_CPP_MIN_LOG_LEVEL := 3
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
export RASA_TELEMETRY_ENABLED := false

help: ## List the tasks
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: setup-front setup-rasa ## Install both locked environments, where missing

setup-front: ## The public front's alone: Python 3.13
	@scripts/setup.sh front

setup-rasa: ## Rasa's and the action server's alone: Python 3.10
	@scripts/setup.sh rasa

setup-production: ## Install both without what only developers need, also at later set-ups
	@scripts/setup.sh --production

train: setup-rasa ## Train the model, if data, config or components changed
	@$(RASA) -m bot.run.train

shell: train ## Talk to the assistant in the terminal
	@$(RASA) -m bot.run.shell

try: train ## Show how a message is answered, and why; TEXT="måste man tjalla"
	@$(RASA) -m bot.run.try_out "$$TEXT"  # through the environment: a message may contain any character

run: setup-front train ## Start the servers in the foreground (Ctrl-C stops them)
	@$(FRONT) -m bot.run.serve

check: setup-front ## Check a running installation; changes nothing
	@$(FRONT) -m bot.check

municipality: setup-front ## Create a municipality's profile, or list what it lacks before it may go live; NAME=norra-berg
	@$(FRONT) -m bot.municipality "$$NAME"

staff: setup-front ## List the desk's accounts; ARGS="add <name> handläggare" adds one, ARGS=--help lists more
	@$(FRONT) -m bot.intake staff $(ARGS)

purge: setup-front ## Delete what is past its retention time (the servers do it by themselves)
	@$(FRONT) -m bot.intake purge
	@$(FRONT) -m bot.conversations

review: setup-front ## List answers that may be out of date, and what to do; SOURCES=<folder of the sources' files>
	@$(if $(SOURCES),VAGVISAREN_SOURCES="$$SOURCES") $(FRONT) -m bot.review

unanswered: setup-front train ## Show messages that were not understood, grouped, with lines for the training data
	@$(FRONT) -m bot.review.unanswered

report: setup-front ## Write a year's report for the yearly follow-up; YEAR=2026, and MUNICIPALITY=<name> of several
	@$(FRONT) -m bot.report "$$YEAR" "$$MUNICIPALITY"

rotate-keys: setup-front ## Encrypt everything with a new key
	@$(FRONT) -m bot.intake rotate-keys

test: setup train lint ## Run every test, with one fault of each class, and report the branch coverage
	@scripts/find_browser.sh >/dev/null
	@scripts/find_browser.sh headless >/dev/null
	@scripts/find_postgres.sh >/dev/null
	@scripts/find_servers.sh
	@scripts/environment_beside.sh provider >/dev/null
	@rm -f .coverage*
	@COVERAGE_FILE=.coverage.rasa $(RASA) -m pytest $(SIDE_BY_SIDE) --cov --cov-report= --cov-fail-under=0
	@COVERAGE_FILE=.coverage.front $(FRONT) -m pytest $(SIDE_BY_SIDE) --cov --cov-report= --cov-fail-under=0 --ignore=tests/faults --ignore=tests/attack
	@$(FRONT) -m pytest $(ALONE)
	@$(FRONT) -m coverage combine --quiet
	@reached=$$($(FRONT) -m coverage report --format=total); fell=$$?; \
	echo "Lines and branches of bot and actions that tests reach: $$reached %"; exit $$fell

faults: setup-front train ## Inject every fault into a production of its own, and print the results; LONG=1: with realistic durations
	@scripts/find_postgres.sh >/dev/null
	@scripts/find_servers.sh
	@mkdir -p results && rm -f results/faults.jsonl
	@$(FRONT) -m pytest tests/faults --every-fault $(if $(LONG),--long) --faults results/faults.jsonl; \
	ended=$$?; cat results/faults.jsonl; exit $$ended

attack: setup-front train ## Attack a production of its own, and print how far each attack gets
	@scripts/find_postgres.sh >/dev/null
	@scripts/find_servers.sh
	@$(FRONT) -m tests.attack

lint: setup-front ## ruff, mypy and import-linter; Biome and TypeScript for the page's scripts; shellcheck
	@.venv-front/bin/ruff check .
	@.venv-front/bin/ruff format --check .
	@.venv-front/bin/mypy
	@imports=$$(.venv-front/bin/lint-imports) || { echo "$$imports"; exit 1; }
	@scripts/lint_page.sh || [ $$? = 2 ]  # 2: its tools could not be downloaded, and it says so

audit: setup-front ## Check the pinned packages for known vulnerabilities; fails on any that is not reviewed
	@scripts/audit.sh

bench: setup-front train ## Measure what docs/measurements.md says about speed and accuracy, also for Rasa's default; takes hours
	@scripts/find_postgres.sh >/dev/null
	@scripts/find_servers.sh
	@missed=; for each in delivery redaction load turns soak hostile start nlu; do \
	  $(FRONT) -m bench.$$each || missed="$$missed $$each"; \
	done; [ -z "$$missed" ] || { echo "Not as demanded, see above:$$missed" >&2; exit 1; }

swedish: setup-rasa ## Train the Swedish pipeline; CORPUS=<folder or address of the Swedish NER corpus>
	@$(RASA) -m swedish.train $(CORPUS)

pictures: setup-front train ## Take the screenshots in docs/pictures again
	@$(FRONT) -m pytest tests/web/test_whole_way.py tests/web/test_guides.py --pictures docs/pictures

lock: setup ## Compile requirements/ from pyproject.toml and the .in files there
	@uv=$$(scripts/find_uv.sh); compile() { \
	  $$uv pip compile "$$@" --quiet --no-config --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --custom-compile-command "make lock"; }; \
	front="--python $(FRONT)" rasa="--python $(RASA) --override requirements/rasa-overrides.txt"; \
	compile $$front --group pyproject.toml:front -o requirements/front.txt && \
	compile $$front --group pyproject.toml:front-dev -c requirements/front.txt -o requirements/front-dev.txt && \
	compile $$rasa --group pyproject.toml:rasa -o requirements/rasa.txt && \
	compile $$rasa --group pyproject.toml:rasa-dev -c requirements/rasa.txt -o requirements/rasa-dev.txt && \
	for beside in requirements/*.in; do compile $$front $$beside -o $${beside%.in}.txt || exit 1; done

clean: ## Remove everything made here (environments, models, caches)
	rm -rf .venv-front .venv-rasa .tools models .rasa var results .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Tools with their own environment (requirements/tools.in), and what belongs to a release (docs/release.md).
.PHONY: lint-shell hooks licences topics sbom mutants

lint: lint-shell

lint-shell: setup-front ## shellcheck, as a part of lint
	@scripts/shellcheck.sh

hooks: setup-front ## Install pre-commit hooks that check commits as lint does; once per clone
	@"$$(scripts/environment_beside.sh tools)/bin/pre-commit" install

licences: setup ## Write docs/licences.md: the licence of every pinned package; fails on one that is not reviewed
	@$(FRONT) -m scripts.licences "$$(scripts/environment_beside.sh tools)"

topics: setup-front ## Write docs/amnen.md: every topic with its sources, laws, variants, examples and review date
	@$(FRONT) -m scripts.topics

sbom: setup ## Write a bill of materials (CycloneDX) of each environment to results/
	@$(FRONT) -m scripts.sbom "$$(scripts/environment_beside.sh tools)"

mutants: setup ## Put small faults into the code and tell which no test notices (docs/mutants.md); ROOM=programme: one room
	@$(FRONT) -m scripts.mutants $(ROOM)
