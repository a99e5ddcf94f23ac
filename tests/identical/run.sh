#!/usr/bin/env bash
# The same bytes with and without the wider vectors, and on another processor if one is given.
#
# usage: tests/identical/run.sh PROGRAM TOOL [OTHER...]    OTHER... runs the program elsewhere
set -euo pipefail
program=$(realpath "${1:?usage: tests/identical/run.sh PROGRAM TOOL [OTHER...]}")
tool=$(realpath "${2:?usage: tests/identical/run.sh PROGRAM TOOL [OTHER...]}")
shift 2
other=("$@")
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
"$tool" test policies --list >"$made/cases"

# say NAME VECTORS COMMAND...
say() {
    "${@:3}" "$2" <"$made/cases" >"$made/$1"
    echo "$1: $(grep -c '^{"bajigong_decision"' "$made/$1") cases alone, $(grep -ac ' rows ' "$made/$1") tables of them," \
        "$(grep -acE '^[a-z]+( part)? [a-z_]+ [0-9a-f]{64}$' "$made/$1") columns of made-up tables"
}
same() {
    cmp -s "$made/portable" "$made/$1" && return
    echo "identical: $1 says otherwise than portable; the first lines:" >&2
    diff -a "$made/portable" "$made/$1" | cut -c 1-200 | head -n 12 >&2 || true
    echo "(bajigong_identical VECTORS 'NAME…' shows what the digests of a line stand for)" >&2
    exit 1
}

say portable portable "$program"
say widest widest "$program"
same widest
if [ ${#other[@]} -gt 0 ]; then
    say other widest "${other[@]}"
    same other
fi
echo "identical: every byte the same ($(wc -c <"$made/portable") bytes)"
