#!/usr/bin/env bash
# The JSON Schemas, judged by a validator of others: they accept what is shipped and refuse what is broken.
#
# VENV names the virtual environment to use; build/venv otherwise, made if it is missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

venv=${VENV:-build/venv}
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -c 'import jsonschema, referencing' 2>/dev/null ||
    "$venv/bin/pip" install --quiet --disable-pip-version-check 'jsonschema==4.23.0'
"$venv/bin/python" tests/schema/ledger.py
exec "$venv/bin/python" tests/schema/check.py
