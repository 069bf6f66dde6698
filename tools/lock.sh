#!/bin/sh
# Writes requirements/*.txt and the package-lock.json of tests/ and bench/
# from pyproject.toml and their package.json: for every Python from 3.11 on, with
# hashes, without addresses.
# `lock.sh --upgrade` takes the newest versions instead of keeping those that fit.
set -eu

.venv/bin/python -m pip install -qq --disable-pip-version-check 'uv>=0.13'

compile() {
    .venv/bin/python -m uv pip compile --quiet --universal \
        --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
        --custom-compile-command "make lock" "$@"
}

compile pyproject.toml --output-file requirements/run.txt "$@"
compile pyproject.toml --group test --constraints requirements/run.txt \
    --output-file requirements/test.txt "$@"
compile --group bench --output-file requirements/bench.txt "$@"
compile pyproject.toml --group fuzz --constraints requirements/run.txt \
    --output-file requirements/fuzz.txt "$@"
compile --group audit --output-file requirements/audit.txt "$@"

for folder in tests bench; do
    if [ "${1:-}" = --upgrade ]; then
        (cd "$folder" && npm update --package-lock-only --loglevel=error)
    else
        (cd "$folder" && npm install --package-lock-only --loglevel=error)
    fi
done
