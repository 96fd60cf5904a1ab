# make run        starts everything on this machine: broker, hub, demo feed, board
# make broker     starts our own Kafka alone: for a restore while the hub is stopped
# make test       format, lint, types, layers, quick tests, one journey: minutes
# make test-rest  all other tests: brokers, browsers, programs; then what measures time
# make soak       fifty of each fault, hundreds of power cuts: hours
# make bench      measures, and prints the figures against their goals
# make clean      forgets the virtual environment, the data and all caches
.POSIX:
.PHONY: run broker test test-rest soak bench clean
.PHONY: checks check-types check-sql check-python check-layers check-scripts
.DELETE_ON_ERROR:

PYTHON = .venv/bin/python
# Programs on a leash end with the program that started them, even if that is killed.
LEASH = $(PYTHON) -I -S streams/local/leash.py 0 0
# Where an image forbids it, each program that is started compiles the house anew.
QUICKLY = unset PYTHONDONTWRITEBYTECODE; LD_PRELOAD=$$(sh .ci/allocator)

run: .venv/.ready
	@$(QUICKLY) exec $(LEASH) $(PYTHON) -m streams.local

broker: .venv/.ready
	@exec $(LEASH) $(PYTHON) -m streams.local broker

test: .venv/.ready-dev
	@sh .ci/system-packages check
	@$(MAKE) -j 2 checks
	$(QUICKLY) $(PYTHON) -m pytest -n 2 --dist worksteal -m quick

# The two that take long come first, and each keeps one processor busy.
checks: check-types check-sql check-python check-layers check-scripts

check-types:
	$(PYTHON) -m mypy

check-sql:
	$(PYTHON) -m sqlfluff lint sql

check-python:
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .

check-layers:
	.venv/bin/lint-imports

check-scripts:
	.venv/bin/biome check --error-on-warnings .

test-rest: .venv/.ready-dev
	@sh .ci/system-packages check
	$(QUICKLY) $(PYTHON) -m pytest -n 2 --maxschedchunk 1 -m "not quick and not alone"
	$(QUICKLY) $(PYTHON) -m pytest -m "alone and not quick"

soak: .venv/.ready-dev
	@sh .ci/system-packages check
	$(QUICKLY) CGC_FAULTS=50 $(PYTHON) -m pytest tests/journey/test_faults.py
	$(QUICKLY) CGC_LINE_EVENTS=20 $(PYTHON) -m pytest tests/journey/test_line.py
	$(QUICKLY) $(PYTHON) -m tests.journey.chaos --kills 200 --broker-kills 20

bench: .venv/.ready-bench
	@$(QUICKLY) exec $(LEASH) $(PYTHON) -m tests.bench

clean:
	rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache .hypothesis \
		.import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

.venv/.ready: constraints.txt requirements.txt
	@sh .ci/virtual-environment requirements.txt
	@touch $@

.venv/.ready-dev: constraints.txt requirements.txt requirements-dev.txt
	@sh .ci/virtual-environment requirements-dev.txt
	@touch $@

.venv/.ready-bench: constraints.txt requirements.txt requirements-bench.txt
	@sh .ci/virtual-environment requirements-bench.txt
	@touch $@
