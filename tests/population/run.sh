#!/usr/bin/env bash
# The synthetic population: the same rows from the same seed, in the shares it promises, accepted by the tool.
#
# usage: tests/population/run.sh TOOL    VENV names the virtual environment to use; build/venv
# otherwise, made if it is missing
set -euo pipefail
tool=$(realpath "${1:?usage: tests/population/run.sh TOOL}")
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

venv=${VENV:-build/venv}
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -c 'import numpy, pyarrow' 2>/dev/null ||
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r benchmarks/population/requirements.txt
exec "$venv/bin/python" tests/population/check.py "$tool"
