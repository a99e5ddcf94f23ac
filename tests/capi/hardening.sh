#!/usr/bin/env bash
# What the shipped C library is made of: hardening.sh LIBRARY, built by the preset release.
#
# That it needs nothing but libc's family, that what an attacker looks for is not there, which glibc
# loads it, and what it contains.
set -euo pipefail
export LC_ALL=C
library=$(realpath "$1")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

# expect NAME COMMAND...
expect() {
    local name=$1
    shift
    if "$@" >"$work/said" 2>&1; then
        passed=$((passed + 1))
        echo "  ok   $name"
    else
        failed=$((failed + 1))
        echo "  FAIL $name"
        head -30 "$work/said"
    fi
}
holds() { grep -qE -- "$1" "$2" || { echo "no match of $1 in"; head -10 "$2"; return 1; }; }
lacks() { ! grep -E -- "$1" "$2"; }

readelf -dW "$library" >"$work/dynamic"
readelf -lW "$library" >"$work/segments"
objdump -T "$library" >"$work/symbols"

echo "what it needs:"
sed -nE 's/.*\(NEEDED\).*\[(.*)\]/\1/p' "$work/dynamic" >"$work/needed"
grep -vE '^(libc\.so\.6|libm\.so\.6|ld-linux[-a-z0-9_]*\.so\.[0-9])$' "$work/needed" >"$work/others" || true
expect "libc" holds '^libc\.so\.6$' "$work/needed"
expect "and nothing beside its family" lacks . "$work/others"
expect "its own name has the ABI's number" holds 'SONAME.*\[libbajigong\.so\.1\]' "$work/dynamic"
glibc=$(grep -oE 'GLIBC_[0-9.]+' "$work/symbols" | sed 's/GLIBC_//' | sort -Vu | tail -1)
echo "  the oldest glibc that loads it: $glibc"
expect "as README.md says" holds "glibc ${glibc//./\\.}[^0-9]" "$root/README.md"
expect "and README.zh-CN.md" holds "glibc ${glibc//./\\.}[^0-9]" "$root/README.zh-CN.md"

echo "how it is made:"
expect "addresses are read-only once it is loaded" holds 'GNU_RELRO' "$work/segments"
expect "and all of them are found then" holds 'BIND_NOW' "$work/dynamic"
expect "no code is written to" lacks 'TEXTREL' "$work/dynamic"
expect "the stack is not run" holds 'GNU_STACK .* RW ' "$work/segments"
expect "no segment is both written and run" lacks 'LOAD .* RWE' "$work/segments"
# Of our own objects: other libraries inside may bring the same without us.
nm "$(dirname "$library")"/../capi/CMakeFiles/bajigong_c.dir/src/*.o >"$work/objects"
nm "$(dirname "$library")"/../libbajigong*.a >>"$work/objects" 2>/dev/null
expect "stacks are guarded" holds ' U __stack_chk_fail$' "$work/objects"
expect "copies are bounded" holds ' U __[a-z]+_chk$' "$work/objects"
expect "the library has the guard" holds 'GLIBC.* __stack_chk_fail' "$work/symbols"
if [ "$(uname -m)" = x86_64 ]; then
    # Control-flow marks: libcrypto, libsqlite3 and crti of Debian 12 lack them, so that the library as
    # a whole cannot be marked; every object of ours is, and each function of the interface begins
    # with one.
    for object in "$(dirname "$library")"/../capi/CMakeFiles/bajigong_c.dir/src/*.o; do
        readelf -n "$object" | grep -q 'x86 feature: IBT, SHSTK' || echo "$object"
    done >"$work/unmarked"
    expect "our objects are marked for IBT and SHSTK" lacks . "$work/unmarked"
    objdump -d --no-show-raw-insn "$library" |
        awk '/^[0-9a-f]+ <bjg_[a-z_]+(@@BJG_1)?>:/ { name = $2; getline; if ($2 != "endbr64") print name }' >"$work/unmarked"
    objdump -d --no-show-raw-insn "$library" | grep -cE '^[0-9a-f]+ <bjg_[a-z_]+(@@BJG_1)?>:' >"$work/count" || true
    expect "the interface's functions were found" test "$(cat "$work/count")" -ge "$(grep -c '^bjg_' "$root/capi/abi/symbols.txt")"
    expect "and begin with endbr64" lacks . "$work/unmarked"
fi

echo "what it contains:"
cat >"$work/info.c" <<'END'
#include <bajigong.h>
#include <stdio.h>
int main(void) { return puts(bjg_build_info()) < 0; }
END
cc -std=c99 -I"$root/capi/include" "$work/info.c" -o "$work/info" -L"$(dirname "$library")" -lbajigong
LD_LIBRARY_PATH=$(dirname "$library") "$work/info" | tee "$work/info.json" | sed 's/^/  /'
for name in nlohmann/json OpenSSL SQLite libstdc++ libgcc; do
    expect "$name, with its version" holds "\"${name//+/\\+}\":\"[0-9]" "$work/info.json"
    expect "and its licence" holds "\\[?${name//+/\\+}" "$root/THIRD_PARTY.md"
done
expect "and no more than that" test "$(sed -E 's/.*"contains":\{(.*)\}\}/\1/' "$work/info.json" | grep -o '":"' | wc -l)" -eq 5
expect "no path of this machine" lacks . <(strings "$library" | grep -F "$root" || true)

echo "$(stat -c %s "$library") bytes"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
