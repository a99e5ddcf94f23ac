#!/usr/bin/env bash
# Writes the dump of the interface that bajigong.h describes: dump.sh [HEADER [DUMP]]
#
# Replaces bajigong-1.abi only by one that adds to it. Anything else is another ABI: raise
# BJG_ABI_VERSION, the number in capi/CMakeLists.txt, here and in the file names, in one commit.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
header=${1:-$here/../include/bajigong.h} dump=${2:-$here/bajigong-1.abi}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

bash "$here/stub.sh" "$header" "$here/symbols.txt" "$work/libbajigong.so.1"
abidw --headers-dir "$(dirname "$header")" --no-corpus-path --no-comp-dir-path --no-show-locs \
    "$work/libbajigong.so.1" | sed -e "s|path='[^']*'|path='bajigong.h'|" >"$work/new.abi"
if [ -f "$dump" ] && ! abidiff --no-added-syms "$dump" "$work/new.abi" >"$work/changes"; then
    cat "$work/changes" >&2
    echo "dump.sh: this changes the interface; the dump stays as it was" >&2
    exit 1
fi
cp "$work/new.abi" "$dump"
