#!/usr/bin/env bash
# The exported books, judged by programs of others, and what is wrong with them found.
#
# usage: tests/books/run.sh TOOL    needs hledger and ledger; installs beancount 3 into VENV
# (build/venv otherwise), and beancount 2, which Debian has, into one beside it, with what checking
# books needs of its dependencies
set -euo pipefail
tool=$(realpath "${1:?usage: tests/books/run.sh TOOL}")
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

venv=${VENV:-build/venv}
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -c 'import beancount' 2>/dev/null ||
    "$venv/bin/pip" install --quiet --disable-pip-version-check 'beancount==3.2.3'
two=$venv-beancount2
[ -x "$two/bin/python" ] || python3 -m venv "$two"
"$two/bin/python" -c 'import beancount' 2>/dev/null ||
    "$two/bin/pip" install --quiet --disable-pip-version-check --no-deps \
        'beancount==2.3.6' 'python-dateutil==2.9.0.post0'
BEANCOUNT_2=$(realpath "$two")/bin
BEANCOUNT_3=$(realpath "$venv")/bin
export BEANCOUNT_2 BEANCOUNT_3
exec "$venv/bin/python" tests/books/check.py "$tool"
