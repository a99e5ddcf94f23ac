#!/usr/bin/env bash
# Bajigong beside other engines: installs them, and runs python -m benchmarks.peers.
#
# usage: benchmarks/peers/run.sh [ARGUMENT...]    arguments of python -m benchmarks.peers (--help)
#
# WHEEL names a wheel of Bajigong to use; without it, one is built from the sources. Everything lies
# under build/peers. What cannot be installed (no Go, no Java, no Node) is named and left out.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. benchmarks/wheel.sh
here=benchmarks/peers work=$PWD/build/peers venv=$PWD/build/peers/venv
mkdir -p "$work"

# once NAME COMMAND FILE...: runs the command unless it was run before with the same files.
once() {
    local name=$1 command=$2
    shift 2
    cat "$@" >"$work/$name.wanted"
    if cmp -s "$work/$name.wanted" "$work/$name.made"; then return 0; fi
    if "$command" >"$work/$name.log" 2>&1; then
        mv "$work/$name.wanted" "$work/$name.made"
    else
        echo "peers: $name could not be installed; see build/peers/$name.log" >&2
    fi
}

python_packages() {
    [ -x "$venv/bin/python" ] || "${PYTHON:-python3}" -m venv "$venv"
    "$venv/bin/pip" install --disable-pip-version-check --no-deps \
        -r "$here/requirements.txt"
}

# Without a lock file, which would name a registry: both packages and all they need are pinned.
node_packages() {
    mkdir -p "$work/npm"
    cp "$here/node/package.json" "$work/npm/"
    npm install --no-audit --no-fund --no-package-lock --prefix "$work/npm"
}

go_program() {
    (cd "$here/go" && GOTOOLCHAIN=local GOFLAGS="-mod=readonly -modcacherw -buildvcs=false" \
        GOPATH="$work/gopath" go build -o "$work/cel-go" .)
}

java_program() {
    mvn -B -q -f "$here/java/pom.xml" -Dmaven.repo.local="$work/m2" dependency:copy-dependencies \
        -DoutputDirectory="$work/java/lib"
    javac -cp "$work/java/lib/*" -d "$work/java" "$here/java/Decide.java" \
        "$here/java/made/Case.java"
}

once python python_packages "$here/requirements.txt"
own_wheel "$venv" "$work"
once node node_packages "$here/node/package.json"
once go go_program "$here/go/go.mod" "$here/go/go.sum" "$here/go/main.go"
once java java_program "$here/java/pom.xml" "$here/java/Decide.java" "$here/java/made/Case.java"
exec "$venv/bin/python" -m benchmarks.peers "$@"
