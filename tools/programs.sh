#!/bin/sh
# Makes sure that programs are on this machine: `programs.sh chromium node npm java`;
# `driver` is Playwright's own, which comes with .venv and may lack a library.
# What is missing is installed where that needs no question (Debian, as root);
# elsewhere the lines below say what to type.
set -eu

is_there() {
    case $1 in
    chromium) # the same names in the same order as tests/chromium.py
        if [ -n "${CHROMIUM:-}" ]; then
            command -v "$CHROMIUM"
        else
            command -v chromium || command -v chromium-browser || command -v google-chrome
        fi
        ;;
    driver) .venv/bin/python -m playwright --version ;;
    *) command -v "$1" ;;
    esac >/dev/null 2>&1
}

package_of() {
    case $1 in
    chromium) echo chromium fonts-dejavu-core ;; # DejaVu has Latin, Cyrillic and Persian
    driver) echo libatomic1 ;;
    node) echo nodejs ;;
    java) echo default-jre-headless ;;
    *) echo "$1" ;;
    esac
}

missing=
packages=
for program in "$@"; do
    if ! is_there "$program"; then
        missing="$missing $program"
        packages="$packages $(package_of "$program")"
    fi
done
[ -n "$missing" ] || exit 0

if [ -n "${CHROMIUM:-}" ] && ! is_there chromium; then
    echo "CHROMIUM names “$CHROMIUM”, and there is no such program." >&2
    echo "Give the path of Chromium or Chrome, or type: unset CHROMIUM" >&2
    exit 1
fi

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Debian's packages$packages"
    export DEBIAN_FRONTEND=noninteractive
    log=$(mktemp)
    # shellcheck disable=SC2086 # one word, one package
    if { apt-get update && apt-get install --yes --no-install-recommends $packages; } \
        >"$log" 2>&1 </dev/null; then
        rm "$log"
        exit 0
    fi
    cat "$log" >&2
    rm "$log"
fi

echo "The tests need programs that this machine does not have:$missing" >&2
echo "On Debian or Ubuntu, type: sudo apt-get install$packages" >&2
echo "Elsewhere install Chromium or Chrome (CHROMIUM=/path/to/it if it is not on the path)," >&2
echo "Node.js 18 or newer with npm, and Java 17 or newer. Then type: make test" >&2
exit 1
