#!/usr/bin/env bash
# The exported books, judged by three programs of others, and what is wrong with them found.
#
# usage: tests/books/run.sh TOOL    needs hledger and ledger; installs beancount into VENV
# (build/venv otherwise)
set -euo pipefail
tool=$(realpath "${1:?usage: tests/books/run.sh TOOL}")
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

venv=${VENV:-build/venv}
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -c 'import beancount' 2>/dev/null ||
    "$venv/bin/pip" install --quiet --disable-pip-version-check 'beancount==3.2.3'
PATH="$(realpath "$venv")/bin:$PATH"
exec "$venv/bin/python" tests/books/check.py "$tool"
