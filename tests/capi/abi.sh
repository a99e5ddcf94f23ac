#!/usr/bin/env bash
# That the C library keeps its interface, and that what would break it is found: abi.sh BUILD_DIR
#
# BUILD_DIR has the library with debug information (preset dev). Needs abigail-tools and binutils.
set -euo pipefail
export LC_ALL=C
built=$(realpath "$1")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
abi=$root/capi/abi
header=$root/capi/include/bajigong.h
library=$built/lib/libbajigong.so.1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

# expect NAME good|bad COMMAND...: that a command succeeds, or fails.
expect() {
    local name=$1 wanted=$2 got=good
    shift 2
    "$@" >"$work/said" 2>&1 || got=bad
    if [ "$got" = "$wanted" ]; then
        passed=$((passed + 1))
        echo "  ok   $name"
    else
        failed=$((failed + 1))
        echo "  FAIL $name: wanted $wanted, got $got"
        head -30 "$work/said"
    fi
}

same() { diff "$1" "$2"; }
identical() { cmp "$1" "$2"; }
unchanged() { abidiff --no-added-syms "$@"; }
named() { grep -oE '\bbjg_[a-z0-9_]+\(' "$1" | tr -d '(' | sort -u; }

echo "symbols:"
grep '^bjg_' "$abi/symbols.txt" >"$work/listed"
nm -D --defined-only "$library" | awk '$2 == "T" { sub(/@.*/, "", $3); print $3 }' | sort >"$work/exported"
nm -D --defined-only "$library" | awk '$2 != "T" { print $3 }' | grep -v '^BJG_1' >"$work/other" || true
named "$header" >"$work/declared"
expect "the list is in order, each once" good sort -uc "$work/listed"
expect "the library exports what is listed" good same "$work/listed" "$work/exported"
expect "and nothing that is no function of ours" bad test -s "$work/other"
expect "the header declares what is listed" good same "$work/listed" "$work/declared"

# The objects of capi/src/ alone: the interface is theirs, and the tools look at nothing else.
# shellcheck disable=SC2046
c++ -shared -o "$work/libbajigong.so.1" "$built"/capi/CMakeFiles/bajigong_c.dir/src/*.o \
    -Wl,--version-script="$built/capi/bajigong.map" -Wl,-soname,libbajigong.so.1 $(
        grep -q '^CMAKE_CXX_COMPILER:.*clang' "$built/CMakeCache.txt" && echo -fuse-ld=bfd
    )
real=$work/libbajigong.so.1
private=(--headers-dir2 "$(dirname "$header")")

echo "the interface:"
expect "the library has the interface of the dump" good \
    unchanged "${private[@]}" "$abi/bajigong-1.abi" "$real"
bash "$abi/stub.sh" "$abi/1/bajigong.h" "$abi/symbols.txt" "$work/first.so"
expect "and that of the first header" good unchanged "${private[@]}" "$work/first.so" "$real"
cp "$abi/bajigong-1.abi" "$work/again.abi"
expect "the dump is made anew as it stands" good bash "$abi/dump.sh" "$header" "$work/again.abi"
expect "to the byte" good identical "$abi/bajigong-1.abi" "$work/again.abi"

# Each earlier dump, where the history is there: a dump is only ever replaced by one that adds.
git -C "$root" log --format=%H -- capi/abi/bajigong-1.abi 2>/dev/null | while read -r commit; do
    git -C "$root" show "$commit:capi/abi/bajigong-1.abi" 2>/dev/null >"$work/$commit.abi" || continue
    echo "$commit"
done >"$work/commits"
if [ -n "$(git -C "$root" tag --list 'v*')" ]; then
    while read -r commit; do
        expect "it adds to that of ${commit:0:9}" good \
            unchanged "$work/$commit.abi" "$abi/bajigong-1.abi"
    done <"$work/commits"
fi

# mutant NAME SED: a header with one change, as a library of its own.
mutant() {
    mkdir -p "$work/$1"
    sed -E "$2" "$header" >"$work/$1/bajigong.h"
    ! cmp -s "$header" "$work/$1/bajigong.h" || { echo "nothing changed: $1" >&2; exit 1; }
    bash "$abi/stub.sh" "$work/$1/bajigong.h" "$work/symbols" "$work/$1/libbajigong.so.1"
}

# broken NAME SED: that such a change is refused against the dump, against the library itself, and
# as a new dump.
broken() {
    mutant "$1" "$2"
    expect "$1" bad unchanged "$abi/bajigong-1.abi" "$work/$1/libbajigong.so.1"
    expect "$1, against the library" bad \
        unchanged --headers-dir2 "$(dirname "$header")" "$work/$1/libbajigong.so.1" "$real"
    cp "$abi/bajigong-1.abi" "$work/kept.abi"
    expect "$1, as a new dump" bad bash "$abi/dump.sh" "$work/$1/bajigong.h" "$work/kept.abi"
    expect "$1, and the dump is kept" good identical "$abi/bajigong-1.abi" "$work/kept.abi"
}

echo "what breaks it:"
{ cat "$abi/symbols.txt"; echo bjg_added; } >"$work/symbols"
broken "a changed parameter" 's/^(BJG_API const char\* bjg_rung_id\()int32_t/\1int64_t/'
broken "a changed result" 's/^BJG_API int32_t (bjg_rung_grade)/BJG_API int64_t \1/'
broken "a grown struct" 's/^    uint32_t flags; .*/&\n    uint64_t added;/'
mutant "a removed function" '/^BJG_API void bjg_buffer_free/d'
expect "a removed function" bad unchanged "$abi/bajigong-1.abi" "$work/a removed function/libbajigong.so.1"
cp "$abi/bajigong-1.abi" "$work/kept.abi"
expect "a removed function, as a new dump" bad \
    bash "$abi/dump.sh" "$work/a removed function/bajigong.h" "$work/kept.abi"
echo "what does not:"
mutant "an added function" 's/^BJG_API uint32_t bjg_abi_version.*/&\nBJG_API int32_t bjg_added(void);/'
expect "an added function" good unchanged "$abi/bajigong-1.abi" "$work/an added function/libbajigong.so.1"

echo "the first client:"
cc -std=c99 -Wall -Wextra -pedantic -Werror -I"$abi/1" "$abi/1/client.c" -o "$work/client" \
    -L"$built/lib" -lbajigong
expect "compiled with the first header, runs" good \
    env LD_LIBRARY_PATH="$built/lib" "$work/client"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
