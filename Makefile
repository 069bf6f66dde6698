# What you can type. Everything is installed into this folder: .venv, .venv-bench,
# .venv-fuzz, .venv-audit, .venv-3.12 and so on, tests/node_modules and
# bench/node_modules.

python := .venv/bin/python
run := .venv/run.installed
test := .venv/test.installed
node := tests/node_modules/.installed
peers := bench/node_modules/.installed
generators := .venv-bench/bench.installed
fuzzer := .venv-fuzz/fuzz.installed
auditor := .venv-audit/audit.installed

# What the shell around us has set for another Python must not reach ours.
unexport PYTHONDONTWRITEBYTECODE
unexport PYTHONHOME
unexport PYTHONPATH

# The Python that .venv was made with may have moved: then it is made anew.
ifneq ($(wildcard .venv),)
ifneq ($(shell { $(python) -c 'print(1)'; } 2>/dev/null || :),1)
$(shell rm -f .venv/*.installed .venv-*/*.installed)
endif
endif

# After our own message make adds a line of its own, “*** […] Error 1”; this goes before it.
or_calmly := || { code=$$?; \
    echo "(The next line is from make, and only repeats that this has failed.)" >&2; \
    exit $$code; }

.PHONY: site serve check new test faults fuzz pythons sbom audit programs format docs picture pdf bench bench-page lock upgrade clean
.DELETE_ON_ERROR:

# Builds site/ from events.yaml, content/ and templates/.
site: $(run)
	@$(python) build.py $(or_calmly)
	@echo "Open $(CURDIR)/site/index.html"

# Builds site/, shows it in a browser of this machine, and again on every save.
serve: $(run)
	@$(python) build.py serve

# Says what is wrong in the data; builds nothing.
check: $(run)
	@$(python) build.py check $(or_calmly)

# Asks for an event and adds it to the data.
new: $(run)
	@$(python) build.py new $(or_calmly)

# Everything: layout, lint, types, and every test, the browser's included.
test: $(test) programs $(node)
	@$(python) -m ruff format --check .
	@$(python) -m ruff check .
	@$(python) -m mypy
	@$(python) -m pytest

# Kills two hundred builds, each at another moment; docs/reliability.md explains it.
faults: $(test)
	@DATELINE_KILLS=200 $(python) -m pytest tests/test_faults.py -k any_moment

# Tries everything that is read with a million inputs each (RUNS=…), for hours; keeps
# what fails in fuzz/found/. docs/reliability.md explains it.
fuzz: $(fuzzer)
	@.venv-fuzz/bin/python fuzz/run.py --runs $${RUNS:-1000000}

# Builds the site with every Python that is here, each in an environment of its own, and
# says whether the bytes are the same.
pythons: $(run)
	@$(python) tools/pythons.py

# Writes build/sbom.cdx.json: what Dateline runs with, its versions and licences.
sbom: $(test)
	@$(python) tools/sbom.py build/sbom.cdx.json

# Asks whether a weakness of a locked package is known; needs the network.
audit: $(auditor)
	@.venv-audit/bin/python -m pip_audit --strict --no-deps --disable-pip --require-hashes \
	    --requirement requirements/run.txt

# The programs that the tests need beside Python's packages.
programs: $(test)
	@sh tools/programs.sh driver chromium node npm java

# Lays the code out and mends what can be mended without thinking.
format: $(test)
	@$(python) -m ruff format .
	@$(python) -m ruff check --fix .

# Writes README's tables, the guides' dates, the issue form and events.schema.json.
docs: $(test)
	@$(python) tools/docs.py

# Makes the pictures of README and guides from pages that are really built.
picture: $(test)
	@sh tools/programs.sh driver chromium
	@$(python) build.py
	@PYTHONPATH=tests $(python) tools/picture.py

# Makes pdf/index.pdf and one PDF of every event from a site that is built anew.
pdf: $(test)
	@sh tools/programs.sh driver chromium
	@$(python) build.py
	@PYTHONPATH=tests $(python) tools/pdf.py

# How long a build takes beside other generators, on this machine; docs/speed.md explains it.
bench: $(run) $(peers) $(generators)
	@$(python) bench/build.py

# How fast the page is beside other timelines, on this machine; docs/speed.md explains it.
bench-page: $(test) $(peers)
	@$(python) bench/page.py

# Writes the lock files anew: versions that still fit stay, `make upgrade` takes the newest.
lock: $(test)
	@sh tools/lock.sh

upgrade: $(test)
	@sh tools/lock.sh --upgrade

# Leaves nothing but what is in the repository, and your own files.
clean:
	rm -rf site pdf .dateline .venv .venv-* build dist *.egg-info fuzz/corpus fuzz/found
	rm -rf tests/node_modules bench/node_modules
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(run): requirements/run.txt
	@sh tools/environment.sh run

$(test): $(run) requirements/test.txt
	@sh tools/environment.sh test

$(fuzzer): requirements/fuzz.txt
	@sh tools/environment.sh fuzz

$(auditor): requirements/audit.txt
	@sh tools/environment.sh audit

$(generators): requirements/bench.txt
	@sh tools/environment.sh bench

$(node): tests/package-lock.json tests/package.json tests/.npmrc | programs
	@echo "Installing the packages of tests/package-lock.json into tests/node_modules"
	@cd tests && npm ci --include=dev --loglevel=error
	@touch $@

$(peers): bench/package-lock.json bench/package.json bench/.npmrc | programs
	@echo "Installing the packages of bench/package-lock.json into bench/node_modules"
	@cd bench && npm ci --include=dev --loglevel=error
	@touch $@
