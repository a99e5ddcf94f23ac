#!/usr/bin/env bash
# How the rate hangs on rows, conditions, unknowns, lists and rules: installs what measures and
# draws, and runs python -m benchmarks.scaling.
#
# usage: benchmarks/scaling/run.sh [ARGUMENT...]    arguments of python -m benchmarks.scaling (--help)
#
# WHEEL names a wheel of Bajigong to use; without it, one is built from the sources, unless nothing
# is to be measured (--draw, --check). All lies under build/scaling.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. benchmarks/wheel.sh
work=$PWD/build/scaling venv=$PWD/build/scaling/venv
mkdir -p "$work"

[ -x "$venv/bin/python" ] || "${PYTHON:-python3}" -m venv "$venv"
if ! cmp -s benchmarks/scaling/requirements.txt "$work/made"; then
    "$venv/bin/pip" install --quiet --disable-pip-version-check --no-deps \
        -r benchmarks/scaling/requirements.txt
    cp benchmarks/scaling/requirements.txt "$work/made"
fi
case " $* " in
*" --draw "* | *" --check "* | *" --help "*) ;;
*) own_wheel "$venv" "$work" ;;
esac
exec "$venv/bin/python" -m benchmarks.scaling "$@"
