#!/bin/sh
# Makes .venv hold what requirements/NAME.txt locks: `environment.sh run`, then
# `environment.sh test` for more on top; `environment.sh bench` makes .venv-bench, and
# `fuzz` and `audit` make theirs.
# A stamp is written last: what was interrupted has none and is made anew by the next make.
set -eu

fitting_python() {
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "Dateline needs Python 3.11 or newer, and there is none on the path." >&2
    echo "On Debian or Ubuntu, type: sudo apt-get install python3 python3-venv" >&2
    return 1
}

# make_environment FOLDER
make_environment() {
    python=$(fitting_python)
    if ! "$python" -m venv --clear "$1"; then
        echo "$python could not make a virtual environment in $1." >&2
        echo "On Debian or Ubuntu, type: sudo apt-get install python3-venv" >&2
        return 1
    fi
}

# install NAME FOLDER
install() {
    echo "Installing the packages of requirements/$1.txt into $2"
    # --no-deps: the lock is whole. --no-compile: most modules are never imported.
    "$2/bin/python" -m pip install -qq --no-input --no-compile --no-deps \
        --disable-pip-version-check --require-hashes -r "requirements/$1.txt"
}

folder=.venv
case $1 in
run)
    rm -f .venv/run.installed .venv/test.installed
    make_environment .venv
    install run .venv
    ;;
test)
    # From here until the end the environment is whole for neither purpose.
    rm -f .venv/run.installed .venv/test.installed
    install test .venv
    touch .venv/run.installed
    ;;
bench | fuzz | audit)
    folder=.venv-$1
    rm -f "$folder/$1.installed"
    make_environment "$folder"
    install "$1" "$folder"
    ;;
esac
touch "$folder/$1.installed"
