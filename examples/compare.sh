#!/usr/bin/env bash
# Builds the three examples in every language, runs them, and compares what they print, byte for byte.
#
# usage: examples/compare.sh BUILD [LANGUAGE...]    BUILD is a build folder with lib/libbajigong.so.1
#                                                   and bin/bajigong, such as build/release
#
# Languages: c cpp java go rust node csharp, all of them if none is named; and python, by PYTHON, an
# interpreter with the package (python3 otherwise), where BUILD may be its virtual environment.
#
# What is made lies in build/languages; koffi for Node is installed into NPM (build/npm otherwise). The
# expected texts are those under examples/expected and, for the JSON of a decision, what the command
# prints. The worked cases of policies/ are decided through Go and Node too. Exit 1 if a language cannot
# be run, or differs.
set -euo pipefail
build=$(realpath "${1:?usage: examples/compare.sh BUILD [LANGUAGE...]}")
shift
cd "$(dirname "${BASH_SOURCE[0]}")/.."
languages=("$@")
[ $# -gt 0 ] || languages=(c cpp java go rust node csharp)

root=$PWD
work=$root/build/languages
mkdir -p "${NPM:-build/npm}"
npm=$(realpath "${NPM:-build/npm}")
jna=${JNA:-/usr/share/java/jna.jar}
tool=$build/bin/bajigong
mkdir -p "$work"

# As an installed bajigong.pc would say it, of a library that is not installed.
cat >"$work/bajigong.pc" <<END
Name: bajigong
Description: the C library in its build folder
Version: 0
Libs: -L$build/lib -lbajigong
Cflags: -I$root/capi/include
END
export PKG_CONFIG_PATH=$work LD_LIBRARY_PATH=$build/lib

# ---- how each language is built, and its programs run: run_LANGUAGE PROGRAM FILE ------------------

# compile COMPILER SUFFIX FLAG...: the three programs of examples/SUFFIX.
compile() {
    local compiler=$1 suffix=$2 program
    shift 2
    for program in decide many ledger; do
        # shellcheck disable=SC2046
        "$compiler" "$@" -O1 -Wall -Wextra -pedantic -Werror "examples/$suffix/$program.$suffix" \
            -o "$work/$suffix/$program" $(pkg-config --cflags --libs bajigong) || return 1
    done
}

build_c() { compile "${CC:-cc}" c -std=c99; }
run_c() { "$work/c/$1" "$2"; }

build_cpp() { compile "${CXX:-c++}" cpp -std=c++17; }
run_cpp() { "$work/cpp/$1" "$2"; }

build_java() {
    javac -Xlint:all,-serial -Werror -cp "$jna" -d "$work/java" examples/java/*.java
}
run_java() { java -Djna.library.path="$build/lib" -cp "$jna:$work/java" "${1^}" "$2"; }

build_go() { (cd examples/go && GOTOOLCHAIN=local go build -o "$work/go/" ./...); }
run_go() { "$work/go/$1" "$2"; }

build_rust() {
    CARGO_TARGET_DIR=$work/rust cargo build --quiet --offline --locked --release \
        --manifest-path examples/rust/Cargo.toml
}
run_rust() { "$work/rust/release/$1" "$2"; }

# koffi, in the version that package.json pins.
build_node() {
    local pinned installed
    pinned=$(sed -n 's/^ *"koffi": "\(.*\)"$/\1/p' examples/node/package.json)
    installed=$(sed -n 's/^ *"version": "\(.*\)",$/\1/p' "$npm/node_modules/koffi/package.json" \
        2>/dev/null || true)
    [ "$installed" = "$pinned" ] ||
        npm install --silent --no-audit --no-fund --prefix "$npm" "koffi@$pinned" >/dev/null
}
run_node() { NODE_PATH=$npm/node_modules node "examples/node/$1.js" "$2"; }

build_csharp() {
    local program
    for program in Decide Many Session; do
        mcs -nologo -warnaserror -r:System.Core.dll -out:"$work/csharp/$program.exe" \
            "examples/csharp/$program.cs" examples/csharp/{Output,Bajigong,Library}.cs || return 1
    done
}
run_csharp() {
    local program=${1^}
    [ "$1" != ledger ] || program=Session
    mono "$work/csharp/$program.exe" "$2"
}

build_python() { "${PYTHON:-python3}" -c 'import bajigong'; }
run_python() { "${PYTHON:-python3}" "examples/python/$1.py" "$2"; }

# ---- what is expected -----------------------------------------------------------------------------

# decided NAME FACTS: the reasons under examples/expected, then the JSON that the command prints.
decided() {
    cat "examples/expected/decide_$1.txt"
    "$tool" decide --rulebooks policies --rule skill_upgrading --on 2023-07-03 --format json "$2"
}

granted=examples/demo/shanghai_in_post.json
undetermined=examples/demo/shanghai_register_not_asked.json
{
    decided granted "$granted"
    decided undetermined "$undetermined"
    cat examples/expected/many.txt examples/expected/ledger.txt
} >"$work/expected.txt"
"$tool" test policies --list >"$work/cases.jsonl"
python3 examples/expected/check.py "$work/cases.jsonl"

# ---- all languages --------------------------------------------------------------------------------

all_of() {
    rm -rf "${work:?}/$1"
    mkdir -p "$work/$1"
    "build_$1" || return 1
    {
        "run_$1" decide "$granted" && "run_$1" decide "$undetermined" &&
            "run_$1" many examples/data/facts.jsonl && "run_$1" ledger examples/data/commands.jsonl
    } >"$work/$1.txt" || return 1
    diff -u "$work/expected.txt" "$work/$1.txt" >"$work/$1.diff" || {
        head -n 40 "$work/$1.diff"
        return 1
    }
}

# The worked cases through a language; a case that was made wrong must be told of.
worked_cases() {
    sed '0,/"outcome":"eligible"/s//"outcome":"fault"/' "$work/cases.jsonl" >"$work/planted.jsonl"
    if "run_$1" cases "$work/planted.jsonl" >"$work/$1.planted.txt"; then
        echo "$1: passes over a case that was made wrong"
        return 1
    fi
    "run_$1" cases "$work/cases.jsonl" >"$work/$1.cases.txt" || {
        head -n 40 "$work/$1.cases.txt"
        return 1
    }
    [ "$(cat "$work/$1.cases.txt")" = "$(wc -l <"$work/cases.jsonl") as expected, 0 otherwise" ] ||
        return 1
    echo "$1: worked cases: $(cat "$work/$1.cases.txt")"
}

failed=()
for language in "${languages[@]}"; do
    if all_of "$language"; then
        echo "$language: decide, many and ledger print what is expected"
        case $language in
        go | node) worked_cases "$language" || failed+=("$language") ;;
        esac
    else
        failed+=("$language")
    fi
done
[ ${#failed[@]} -eq 0 ] || {
    echo "not as expected, or not run: ${failed[*]}" >&2
    exit 1
}
