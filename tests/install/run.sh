#!/usr/bin/env bash
# Installs a built tree into an empty prefix and builds a small consumer against it: run.sh
# BUILD_DIR
#
# The consumer is built twice, with find_package from the prefix and with add_subdirectory from the
# sources, and run.
set -euo pipefail
built=$(cd "$1" && pwd)
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$root/build/install-test
rm -rf "$work"
mkdir -p "$work"

launcher=()
command -v ccache >/dev/null && launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)

# consumer NAME ARGUMENT...: configures, builds and runs the consumer; quiet unless something fails.
consumer() {
    local dir=$work/$1
    shift
    {
        cmake -S "$here" -B "$dir" -G Ninja -DCMAKE_BUILD_TYPE=Debug "${launcher[@]}" "$@" &&
            cmake --build "$dir"
    } >"$dir.log" 2>&1 || {
        cat "$dir.log" >&2
        return 1
    }
    (cd "$dir" && ./consumer)
}

cmake --install "$built" --prefix "$work/prefix" >"$work/install.log"

echo "find_package from a prefix:"
consumer package -DCMAKE_PREFIX_PATH="$work/prefix"
# A prefix must work where it is moved to.
mv "$work/prefix" "$work/moved"
echo "find_package from a prefix that was moved:"
consumer moved-package -DCMAKE_PREFIX_PATH="$work/moved"
"$work/moved/bin/bajigong" --help >/dev/null
echo "add_subdirectory:"
consumer subdirectory -DBAJIGONG_FROM_SOURCE="$root" -DBAJIGONG_SQLITE=ON

# Nothing of the build tree or the sources may show in what was installed as text.
if grep -rIlF -e "$root" "$work/moved"; then
    echo "the files above name the source tree" >&2
    exit 1
fi
