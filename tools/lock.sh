#!/bin/sh
# Writes requirements/*.txt and tests/package-lock.json from pyproject.toml and
# tests/package.json: for every Python from 3.11 on, with hashes, without addresses.
# `lock.sh --upgrade` takes the newest versions instead of keeping those that fit.
set -eu

.venv/bin/python -m pip install -qq --disable-pip-version-check 'uv>=0.13'

compile() {
    .venv/bin/python -m uv pip compile pyproject.toml --quiet --universal \
        --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
        --custom-compile-command "make lock" "$@"
}

compile --output-file requirements/run.txt "$@"
compile --group test --constraints requirements/run.txt \
    --output-file requirements/test.txt "$@"

cd tests
if [ "${1:-}" = --upgrade ]; then
    npm update --package-lock-only --loglevel=error
else
    npm install --package-lock-only --loglevel=error
fi
