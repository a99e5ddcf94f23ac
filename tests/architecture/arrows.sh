#!/usr/bin/env bash
# Fails on an include against the arrows: arrows.sh [ROOT]
#
# Checks every #include under ROOT/src, ROOT/capi/src and ROOT/include against arrows.txt: folders of
# src/, and capi/src as the folder capi, include only folders below them; public headers include only the standard library and other public headers
# of their own folder or below; each of a few libraries is included only where arrows.txt says.
# Needs bash, find, grep and awk.
set -euo pipefail
export LC_ALL=C

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "${1:-$here/../..}" && pwd)
cd "$root"

roots=(src include)
[ ! -d capi/src ] || roots+=(capi/src)
mapfile -t files < <(find "${roots[@]}" -type f -regex '.*\.\(cpp\|hpp\|h\|inc\)' | sort)
if [ ${#files[@]} -eq 0 ]; then
    echo "arrows: no source found under $root" >&2
    exit 1
fi

# One line for each include, path:line:text; then awk judges them.
{ grep -nE '^[[:space:]]*#[[:space:]]*include' /dev/null "${files[@]}" || true; } |
    awk -v rules="$here/arrows.txt" -v file_count="${#files[@]}" '
function refuse(why) { print place ": " included " " why; ++bad }

# The folder of a path: that of src/<folder>/…, capi of capi/src/…, or the one declared for a public header; empty if
# none.
function folder_of(path,   parts) {
    if (path ~ /^src\//) { split(path, parts, "/"); return parts[2] }
    if (path ~ /^capi\//) return "capi"
    sub(/^include\//, "", path)
    return header_folder[path]
}

function judge_library(prefix) {
    for (prefix in only_in) {
        if (index(header, prefix) != 1) continue
        if (index(path, only_in[prefix]) != 1) refuse("may stand only in " only_in[prefix])
        return
    }
}

BEGIN {
    while ((getline line < rules) > 0) {
        sub(/#.*/, "", line)
        n = split(line, word, /[ \t]+/)
        if (n > 0 && word[n] == "") --n
        if (n == 0) continue
        if (word[1] ~ /^bajigong\//) header_folder[word[1]] = word[2]
        else if (word[1] ~ /(\/|\.h)$/) only_in[word[1]] = word[2]
        else {
            known[word[1]] = 1
            may[word[1], word[1]] = 1
            for (i = 2; i <= n; ++i) may[word[1], word[i]] = 1
        }
    }
    close(rules)
}

{
    split($0, field, ":")
    path = field[1]; place = field[1] ":" field[2]
    included = $0
    sub(/^[^:]*:[^:]*:[ \t]*#[ \t]*include[ \t]*/, "", included)
    quoted = included ~ /^"/
    if (!quoted && included !~ /^</) { refuse("is neither \"…\" nor <…>"); next }
    sub(/[">][^">]*$/, "", included); header = substr(included, 2)
    included = header
    ++judged

    public = path ~ /^include\//
    from = folder_of(path)
    if (from == "" || !(from in known)) {
        refuse("stands in a file whose folder is not in tests/architecture/arrows.txt; declare it there")
        next
    }
    if (header ~ /(^|\/)\.\.?\//) { refuse("is relative; name it from src/ or include/"); next }
    judge_library()

    if (header ~ /^bajigong\//) {
        to = header_folder[header]
        if (to == "") { refuse("has no folder in tests/architecture/arrows.txt; declare it there"); next }
    } else if (public) {
        if (quoted || header !~ /^[a-z0-9_]+$/)
            refuse("is neither of the standard library nor public, in a public header")
        next
    } else {
        split(header, part, "/"); to = part[1]
        if (quoted && header !~ /\//) { refuse("names no folder; write \"folder/file.hpp\""); next }
        if (!(to in known)) {  # the standard library, or another one
            if (quoted) refuse("is of no folder of src/; use <…> for other libraries")
            next
        }
    }
    if (!((from, to) in may)) refuse("is against the arrows: " from " must not include " to)
}

END {
    printf "arrows: %d includes in %d files, %d refused\n", judged, file_count, bad
    exit bad > 0
}'
