# Sourced by what measures the wheel; from the root of the project.

# own_wheel VENV WORK: installs into a virtual environment the wheel that WHEEL names, or else one
# built as its users build it, in a folder under WORK that keeps what is compiled. The environment
# has pybind11 and scikit-build-core.
own_wheel() {
    local pip=$1/bin/pip work=$2 wheel=${WHEEL:-}
    if [ -z "$wheel" ]; then
        rm -rf "$work/dist"
        # The compiler by the name that the presets know it by, so that ccache knows its objects.
        CXX="${CXX:-c++}" CMAKE_BUILD_PARALLEL_LEVEL="${JOBS:-$(nproc)}" "$pip" wheel \
            --no-build-isolation --no-deps --disable-pip-version-check \
            -C build-dir="$work/wheel" -w "$work/dist" . >"$work/wheel.log" 2>&1 || {
            cat "$work/wheel.log" >&2
            exit 1
        }
        wheel=$(echo "$work"/dist/bajigong-*.whl)
    fi
    "$pip" install --quiet --disable-pip-version-check --no-deps --force-reinstall "$wheel"
}
