#!/usr/bin/env bash
# Shows that arrows.sh can fail: makes small trees, each wrong in one way, and demands that it is
# refused for that.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

# tree FILE INCLUDE: a tree that is right, and FILE with that one include.
tree() {
    rm -rf "$work/tree"
    mkdir -p "$work/tree/src/values" "$work/tree/src/decision" "$work/tree/src/text" "$work/tree/include/bajigong"
    echo '#include "values/date.hpp"' >"$work/tree/src/decision/decide.cpp"
    echo '#include <nlohmann/json.hpp>' >"$work/tree/src/text/json.cpp"
    echo '#include <cstdint>' >"$work/tree/include/bajigong/date.hpp"
    mkdir -p "$work/tree/$(dirname "$1")"
    echo "#include $2" >"$work/tree/$1"
}

# expect NAME refused|accepted WORDS FILE INCLUDE: what arrows.sh must say of that tree.
expect() {
    local name=$1 verdict=$2 words=$3 got=accepted said
    tree "$4" "$5"
    said=$(bash "$here/arrows.sh" "$work/tree" 2>&1) || got=refused
    if [ "$got" = "$verdict" ] && grep -qF -- "$words" <<<"$said"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED %s: wanted %s with "%s", got %s:\n%s\n' "$name" "$verdict" "$words" "$got" "$said"
    fi
}

against() { expect "$1" refused "against the arrows: $2" "$3" "$4"; }

expect "a right tree" accepted "0 refused" src/values/date.cpp '<vector>'
expect "downward" accepted "0 refused" src/engine/run.cpp '"facts/bound.hpp"'
expect "public in its folder" accepted "0 refused" include/bajigong/money.hpp '"bajigong/date.hpp"'
expect "CLI11 in the tool" accepted "0 refused" src/tool/main.cpp '<CLI/CLI.hpp>'

against "upward" "values must not include decision" src/values/date.cpp '"decision/decide.hpp"'
against "with spaces" "values must not include engine" src/values/date.cpp ' "engine/run.hpp"  // why'
against "sideways" "values must not include text" src/values/date.cpp '"text/json.hpp"'
against "language to facts" "language must not include facts" src/language/parse.cpp '"facts/bound.hpp"'
against "rulebook to facts" "rulebook must not include facts" src/rulebook/load.cpp '"facts/bound.hpp"'
against "facts to rulebook" "facts must not include rulebook" src/facts/read.hpp '"rulebook/load.hpp"'
against "angle brackets" "text must not include ladder" src/text/utf8.cpp '<bajigong/rung.hpp>'
against "angle brackets, own folder" "text must not include engine" src/text/utf8.cpp '<engine/run.hpp>'
against "public upward" "values must not include ladder" include/bajigong/date.hpp '"bajigong/rung.hpp"'
against "umbrella inside" "engine must not include tool" src/engine/run.cpp '"bajigong/bajigong.hpp"'

expect "C library downward" accepted "0 refused" capi/src/error.cpp '"text/json.hpp"'
expect "C library in itself" accepted "0 refused" capi/src/error.cpp '"capi/src/guard.hpp"'
against "C library to the tool" "capi must not include tool" capi/src/error.cpp '"tool/command.hpp"'
against "decision to the C library" "decision must not include capi" src/decision/decide.cpp '"capi/src/guard.hpp"'
expect "OpenSSL in the C library" refused "only in src/digest/" capi/src/version.cpp '<openssl/evp.h>'
expect "unknown folder" refused "declare it there" src/ledgers/post.cpp '<vector>'
expect "undeclared public header" refused "declare it there" src/tool/main.cpp '"bajigong/other.hpp"'
expect "relative" refused "is relative" src/engine/run.cpp '"../values/date.hpp"'
expect "without a folder" refused "names no folder" src/engine/run.cpp '"run.hpp"'
expect "macro" refused 'neither "…" nor <…>' src/engine/run.cpp 'HEADER'
expect "src in a public header" refused "in a public header" include/bajigong/money.hpp '"values/date.hpp"'
expect "Boost in a public header" refused "in a public header" include/bajigong/money.hpp '<boost/rational.hpp>'
expect "a C header in a public header" refused "in a public header" include/bajigong/money.hpp '<unistd.h>'
expect "nlohmann elsewhere" refused "only in src/text/json.cpp" src/facts/read.cpp '<nlohmann/json.hpp>'
expect "nlohmann in quotes" refused "only in src/text/json.cpp" src/facts/read.cpp '"nlohmann/json.hpp"'
expect "CLI11 elsewhere" refused "only in src/tool/" src/decision/decide.cpp '<CLI/CLI.hpp>'
expect "OpenSSL elsewhere" refused "only in src/digest/" src/decision/decide.cpp '<openssl/evp.h>'

rm -rf "$work/tree" && mkdir -p "$work/tree/src" "$work/tree/include"
if bash "$here/arrows.sh" "$work/tree" >/dev/null 2>&1; then
    failed=$((failed + 1)); echo "FAILED an empty tree: wanted refused"
else
    passed=$((passed + 1))
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
