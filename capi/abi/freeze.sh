#!/usr/bin/env bash
# Fixes the interface as it is: the list of symbols, the dump, and 1/bajigong.h, the first header,
# with which 1/client.c is compiled for ever.
#
# To be run until the first release, when the header is final; never after it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
if [ -n "$(git tag --list 'v*')" ]; then
    echo "freeze.sh: there is a release; what it froze stays. Functions are added with dump.sh." >&2
    exit 1
fi
{
    echo "# What libbajigong.so.1 exports; functions are only ever added. The version script is made from it."
    grep -oE '\bbjg_[a-z0-9_]+\(' ../include/bajigong.h | tr -d '(' | LC_ALL=C sort -u
} >symbols.txt
rm -f bajigong-1.abi
bash dump.sh
cp ../include/bajigong.h 1/bajigong.h
echo "frozen: $(grep -c '^bjg_' symbols.txt) functions; build bajigong_c and run ./run check capi"
