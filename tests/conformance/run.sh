#!/usr/bin/env bash
# CEL's public conformance data against the expression language: run.sh TOOL
#
# TOOL is the built command; the driver is built beside it. NPM is the folder that npm packages are
# installed into (build/npm). Prints how many cases passed, were refused by strict typing, or are
# left out, each with its reason; exit 1 if one fails, or fewer pass than before. docs/language.md
# holds the counts.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tool=${1:?usage: run.sh TOOL}
npm=${NPM:-$here/../../build/npm}

package=@bufbuild/cel-spec
version=0.6.1
# What the subset held when these were last measured: raise the first, lower the second.
passed=435
refused=37

build=$(cd "$(dirname "$tool")/.." && pwd)
cmake --build "$build" --target bajigong_conformance >/dev/null

mkdir -p "$npm"
npm=$(cd "$npm" && pwd)
installed=$(sed -n 's/^ *"version": "\(.*\)",$/\1/p' "$npm/node_modules/$package/package.json" \
    2>/dev/null || true)
if [ "$installed" != "$version" ]; then
    npm install --silent --no-audit --no-fund --prefix "$npm" "$package@$version" >/dev/null
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Modules are looked up from where they lie.
cp "$here"/*.mjs "$work"
ln -s "$npm/node_modules" "$work/node_modules"
node "$work/cases.mjs" "$work/requests" "$work/expectations"
"$build/bin/bajigong_conformance" <"$work/requests" >"$work/answers"
node "$work/judge.mjs" "$work/expectations" "$work/answers" "$passed" "$refused"
