#!/usr/bin/env bash
# Installs a built tree into an empty prefix and builds a small consumer against it: run.sh
# BUILD_DIR
#
# The consumers, one of the C++ libraries and one of the C library, are built with find_package from
# the prefix and with add_subdirectory from the sources, that in C also with pkg-config, and run.
set -euo pipefail
built=$(cd "$1" && pwd)
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$root/build/install-test
rm -rf "$work"
mkdir -p "$work"

launcher=()
command -v ccache >/dev/null && launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)

# consumer SOURCES NAME ARGUMENT...: configures, builds and runs a consumer; quiet unless something
# fails.
consumer() {
    local sources=$1 dir=$work/$2
    shift 2
    {
        cmake -S "$sources" -B "$dir" -G Ninja -DCMAKE_BUILD_TYPE=Debug "${launcher[@]}" "$@" &&
            cmake --build "$dir"
    } >"$dir.log" 2>&1 || {
        cat "$dir.log" >&2
        return 1
    }
    (cd "$dir" && ./consumer)
}

cmake --install "$built" --prefix "$work/prefix" >"$work/install.log"

echo "find_package from a prefix:"
consumer "$here" package -DCMAKE_PREFIX_PATH="$work/prefix"
# A prefix must work where it is moved to.
mv "$work/prefix" "$work/moved"
echo "find_package from a prefix that was moved:"
consumer "$here" moved-package -DCMAKE_PREFIX_PATH="$work/moved"
"$work/moved/bin/bajigong" --help >/dev/null
echo "add_subdirectory, in C++ and in C:"
consumer "$here/source" source -DBAJIGONG_FROM_SOURCE="$root"
(cd "$work/source" && ./c_consumer)

echo "the C library, find_package from the prefix that was moved:"
consumer "$here/c" c-package -DCMAKE_PREFIX_PATH="$work/moved"
readelf -d "$work/c-package/consumer" | grep -qF 'libbajigong.so.1'
echo "the same where neither OpenSSL nor SQLite can be found:"
consumer "$here/c" c-alone -DCMAKE_PREFIX_PATH="$work/moved" \
    -DCMAKE_DISABLE_FIND_PACKAGE_OpenSSL=ON -DCMAKE_DISABLE_FIND_PACKAGE_SQLite3=ON
echo "the C library, pkg-config:"
lib=$(dirname "$(find "$work/moved" -name libbajigong.so.1)")
export PKG_CONFIG_PATH=$lib/pkgconfig
pkg-config --exact-version="$(sed -n 's/^project(bajigong VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")" bajigong
# shellcheck disable=SC2046
cc -std=c99 -Wall -Wextra -pedantic -Werror "$here/c/main.c" -o "$work/pkg-config" \
    $(pkg-config --cflags --libs bajigong)
LD_LIBRARY_PATH=$lib "$work/pkg-config"

# Nothing of the build tree or the sources may show in what was installed as text.
if grep -rIlF -e "$root" "$work/moved"; then
    echo "the files above name the source tree" >&2
    exit 1
fi
