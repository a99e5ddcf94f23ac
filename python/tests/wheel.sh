#!/usr/bin/env bash
# The wheel as a user gets it: built from the sdist in a clean environment, looked at from outside,
# installed and tested, and run in a Debian root that lacks libssl and libsqlite3.
#
# Everything lies under build/wheel. Python is Debian's own where there is one, so that the wheel
# fits the root.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
root=$PWD work=$PWD/build/wheel
max_bytes=5000000

python=/usr/bin/python3
[ -x "$python" ] || python=python3

fail() {
    echo "wheel: $*" >&2
    exit 1
}

# quiet LOG COMMAND...: shows the log only if the command fails.
quiet() {
    local log=$work/$1.log
    shift
    "$@" >"$log" 2>&1 || {
        cat "$log" >&2
        fail "failed: $*"
    }
}

# environment NAME REQUIREMENT...: a virtual environment, made anew only if what it is to hold has
# changed.
environment() {
    local venv=$work/$1 wanted
    wanted="$* $(cat python/tests/requirements.txt)"
    shift
    if [ "$(cat "$venv/made_for" 2>/dev/null)" != "$wanted" ]; then
        rm -rf "$venv"
        "$python" -m venv "$venv"
        quiet pip "$venv/bin/pip" install --disable-pip-version-check \
            --constraint python/tests/requirements.txt "$@"
        echo "$wanted" >"$venv/made_for"
    fi
}

build_wheel() {
    rm -rf "$work/dist" "$work/source"
    mkdir -p "$work/dist" "$work/source"
    environment builder auditwheel build pybind11 scikit-build-core
    quiet sdist "$work/builder/bin/python" -m build --no-isolation --sdist --outdir "$work/dist" .
    tar -xzf "$work"/dist/bajigong-*.tar.gz -C "$work/source" --strip-components=1
    # The compiler by the name that the presets know it by, so that ccache knows its objects.
    quiet wheel env CXX="${CXX:-c++}" CMAKE_BUILD_PARALLEL_LEVEL="${JOBS:-$(nproc)}" \
        "$work/builder/bin/python" -m build --no-isolation --wheel --outdir "$work/dist" \
        "$work/source"
}

look_at_wheel() {
    local wheel=$1 size names extension strange said tag
    size=$(stat -c %s "$wheel")
    [ "$size" -lt $max_bytes ] || fail "the wheel has $size bytes; fewer than $max_bytes are allowed"
    names=$("$python" -m zipfile -l "$wheel")
    for file in bajigong/py.typed bajigong/_core.pyi bajigong/policies/vocabulary.json \
        bajigong/schema/rulebook.schema.json /licenses/LICENSE /licenses/THIRD_PARTY.md; do
        grep -qF "$file" <<<"$names" || fail "the wheel lacks $file"
    done
    ! grep -E '\.cases\.json|\.(a|hpp|cpp)\b|/bin/' <<<"$names" || fail "the wheel has the above too"

    quiet auditwheel "$work/builder/bin/auditwheel" show "$wheel"
    # It says so where a library of others is needed, and gives a wheel a tag where none is.
    said=$(tr -s '\n ' ' ' <"$work/auditwheel.log")
    tag=$(grep -o 'platform tag: "manylinux_[0-9_]*' <<<"$said" | head -n 1 | sed 's/.*"//' || true)
    if [ -z "$tag" ] || grep -q 'external shared libraries are required' <<<"$said"; then
        cat "$work/auditwheel.log" >&2
        fail "auditwheel would bundle something"
    fi
    rm -rf "$work/unpacked"
    "$python" -m zipfile -e "$wheel" "$work/unpacked"
    extension=$(echo "$work"/unpacked/bajigong/_core.*.so)
    strange=$(readelf -d "$extension" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' |
        grep -vE '^(libc|libm|ld-linux-x86-64|libpthread|libdl)\.so' || true)
    [ -z "$strange" ] || fail "the extension needs $strange"
    strange=$(nm -D --defined-only "$extension" | awk '{ print $3 }' | grep -v '^PyInit__core$' || true)
    [ -z "$strange" ] || fail "the extension exports more than its entry:"$'\n'"$strange"
    readelf -dW "$extension" | grep -q BIND_NOW || fail "the extension lacks BIND_NOW"
    ! readelf -dW "$extension" | grep -E 'RPATH|RUNPATH' || fail "the extension looks beside itself"
    ! readelf -SW "$extension" | grep -F .debug_info || fail "the extension is not stripped"
    ! strings "$extension" | grep -F "$root" || fail "the extension names the source tree"
    echo "wheel: $(basename "$wheel"), $size bytes, ${tag%_}"
}

# Tests and type checks against what was installed, not against the sources.
test_wheel() {
    environment user pytest hypothesis mypy tqdm numpy pyarrow pandas polars duckdb matplotlib nbclient \
        ipykernel
    quiet install "$work/user/bin/pip" install --disable-pip-version-check --no-deps \
        --force-reinstall "$1"
    "$work/user/bin/python" -m pytest
    PYTHON=$work/user/bin/python bash examples/compare.sh "$work/user" python
    JUPYTER_PATH= "$work/user/bin/python" examples/notebooks/run.py
    quiet mypy "$work/user/bin/mypy"
    # From a folder without a second copy of the package.
    mkdir -p "$work/empty"
    (cd "$work/empty" && quiet stubtest "$work/user/bin/stubtest" bajigong \
        --allowlist "$root/python/tests/stubtest_allowed.txt")
    echo "mypy and stubtest: clean"
}

# What importing costs beyond Python's own start, the best of 20.
measure_import() {
    "$work/user/bin/python" - <<'END'
import subprocess, sys, time

def best(code):
    def once():
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        return time.perf_counter() - begun
    return min(once() for _ in range(20))

empty = best("pass")
print(f"import bajigong: {1000 * (best('import bajigong') - empty):.1f} ms "
      f"on top of {1000 * empty:.1f} ms for Python itself")
END
}

# A root of Debian's Python without libssl and libsqlite3, in which the wheel decides, keeps a
# ledger and runs its command.
run_in_bare_root() {
    local wheel=$1 bare=$work/root version packages chroot=(chroot)
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    packages="libc6 zlib1g libexpat1 python$version-minimal libpython$version-minimal"
    packages+=" libpython$version-stdlib"
    if ! [ -e "$work/packages/made" ]; then
        rm -rf "$work/packages"
        mkdir -p "$work/packages"
        (cd "$work/packages" && quiet download apt-get -q download $packages)
        touch "$work/packages/made"
    fi
    rm -rf "$bare"
    mkdir -p "$bare/tmp"
    for package in "$work"/packages/*.deb; do dpkg-deb -x "$package" "$bare"; done
    "$python" -m zipfile -e "$wheel" "$bare/opt"
    cp python/tests/bare_root.py "$bare/"
    strange=$(find "$bare" -name 'libssl*' -o -name 'libcrypto*' -o -name 'libsqlite3*' -o \
        -name 'libstdc++*')
    [ -z "$strange" ] || fail "the root is not bare: $strange"
    [ "$(id -u)" -eq 0 ] || chroot=(unshare --map-root-user chroot)
    env -i PATH="$PATH" PYTHONPATH=/opt \
        "${chroot[@]}" "$bare" "/usr/bin/python$version" /bare_root.py
}

mkdir -p "$work"
build_wheel
wheel=$(echo "$work"/dist/bajigong-*.whl)
look_at_wheel "$wheel"
test_wheel "$wheel"
measure_import
run_in_bare_root "$wheel"
