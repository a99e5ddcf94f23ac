#!/usr/bin/env bash
# Builds a library of empty functions from a header, for tools that compare interfaces: stub.sh
# HEADER SYMBOLS LIBRARY
#
# It has the functions that SYMBOLS lists, as HEADER declares them, with debug information, and the
# name and symbol versions of the library itself. What the header lacks is left out.
set -euo pipefail
header=$(realpath "$1") symbols=$2 library=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Each declaration on a line, its semicolon a body.
awk '
    /^BJG_API / { declaration = "" ; open = 1 }
    open { declaration = declaration " " $0 }
    open && /;/ { sub(/;.*/, " { __builtin_trap(); }", declaration); print declaration; open = 0 }
' "$header" >"$work/all"
{
    printf '#include "%s"\n' "$header"
    grep '^bjg_' "$symbols" | while read -r name; do grep -E "[ *]$name\(" "$work/all" || true; done
} >"$work/stub.c"
{
    echo 'BJG_1 { global:'
    grep -oE '\bbjg_[a-z0-9_]+\(' "$work/stub.c" | tr '(' ';'
    echo 'local: *; };'
} >"$work/map"
cc -std=c99 -w -g -fPIC -shared -o "$library" "$work/stub.c" \
    -Wl,--version-script="$work/map" -Wl,-soname,libbajigong.so.1
