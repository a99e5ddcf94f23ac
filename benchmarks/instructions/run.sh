#!/usr/bin/env bash
# Instructions a row that deciding a table takes, counted by callgrind, against expected.txt beside this.
#
# usage: benchmarks/instructions/run.sh PROGRAM     WRITE=1 writes expected.txt anew
#
# A count depends on the sources, the compiler and the vectors, not on the machine or its load. Only the
# program's own code counts: the C library picks its loops by processor.
set -euo pipefail
program=$(realpath "${1:?usage: benchmarks/instructions/run.sh PROGRAM}")
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
expected=benchmarks/instructions/expected.txt
renew="WRITE=1 ./run check instructions"

compiler=$(g++ --version | head -n 1)
if [ "${WRITE:-}" != 1 ] && ! grep -qxF "# $compiler" "$expected"; then
    echo "instructions: $expected was counted with another compiler than $compiler;" >&2
    echo "on the commit before your change: $renew; then again with the change, without WRITE" >&2
    exit 1
fi

vectors=(portable)
if grep -qw avx2 /proc/cpuinfo; then
    vectors+=(widest)
else
    echo "instructions: this processor has no AVX2, so \"widest\" is not counted"
    [ "${WRITE:-}" != 1 ] || { echo "write the table on one that has" >&2 && exit 1; }
fi

made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
for table in wide wide_causes wide_clauses narrow reading versions lists; do
    for vector in "${vectors[@]}"; do
        out=$made/$table.$vector
        valgrind --tool=callgrind --callgrind-out-file="$out" --toggle-collect='bajigong::Population::decide(*' \
            "$program" "$table" "$vector" >"$out.rows" 2>"$out.log" || { cat "$out.log" >&2 && exit 1; }
    done
done
python3 benchmarks/instructions/judge.py "$made" "$expected" "$compiler" "$renew"
