#!/usr/bin/env bash
# The program of this folder for 64-bit ARM: build/aarch64/bin/bajigong_identical, which qemu runs.
#
# Libraries for it come as Debian packages of that architecture into build/aarch64/root, with lists
# of their own: the machine's stay as they are.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
jobs=${JOBS:-$(nproc)}
made=$PWD/build/aarch64

if [ ! -f "$made/root/usr/lib/aarch64-linux-gnu/libcrypto.a" ]; then
    rm -rf "$made/apt" "$made/root"
    mkdir -p "$made/apt/lists/partial" "$made/apt/cache/archives/partial" "$made/root"
    touch "$made/apt/status"
    apt=(apt-get -qq -o APT::Architecture=arm64 -o APT::Architectures::=arm64 -o Acquire::Languages=none
        -o APT::Sandbox::User= -o Dir::State="$made/apt" -o Dir::State::status="$made/apt/status"
        -o Dir::Cache="$made/apt/cache")
    "${apt[@]}" update
    (cd "$made/apt" && "${apt[@]}" download libssl-dev nlohmann-json3-dev)
    for package in "$made"/apt/*.deb; do dpkg -x "$package" "$made/root"; done
fi

cmake --preset aarch64 >"$made/configure.log" 2>&1 || { cat "$made/configure.log" >&2 && exit 1; }
# OpenSSL's static library warns of what it would need for names of hosts, which nobody asks for.
cmake --build --preset aarch64 -j "$jobs" --target bajigong_identical >"$made/build.log" 2>&1 ||
    { tail -n 40 "$made/build.log" >&2 && exit 1; }
