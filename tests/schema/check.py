"""Judges the JSON Schemas with the `jsonschema` package.

Every shipped rulebook, case file and vocabulary must be valid; every tests/bad/*.rulebook.json must not be, and its
.expected file names the place (on its first line, after the loader's code) where the validator must find the fault. What only the loader can see
(tests/bad/*.loader.json, *.lint.json) must be valid here.
"""

import json
import pathlib
import sys

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

ROOT = pathlib.Path(__file__).resolve().parents[2]
KINDS = ("vocabulary", "rulebook", "cases")


def without_comments(text):
    """`text` with // and /* */ outside strings blanked, so that lines and columns stay."""
    out, i = [], 0
    while i < len(text):
        if text[i] == '"':
            end = i + 1
            while end < len(text) and text[end] != '"':
                end += 2 if text[end] == "\\" else 1
            end += 1
        elif text.startswith("//", i):
            end = text.find("\n", i)
            end = len(text) if end < 0 else end
        elif text.startswith("/*", i):
            end = text.find("*/", i + 2)
            if end < 0:
                raise ValueError("a comment that is not closed")
            end += 2
        else:
            end = i + 1
        part = text[i:end]
        comment = part.startswith(("//", "/*"))
        out.append("".join(c if c == "\n" else " " for c in part) if comment else part)
        i = end
    return "".join(out)


def once(pairs):
    """An object from `pairs`; a key that stands twice is refused."""
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return result


def read(path):
    return json.loads(without_comments(path.read_text(encoding="utf-8")), object_pairs_hook=once)


def validators():
    schemas = {kind: json.loads((ROOT / "schema" / f"{kind}.schema.json").read_text("utf-8")) for kind in KINDS}
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    registry = Registry().with_resources((s["$id"], Resource.from_contents(s)) for s in schemas.values())
    return {kind: Draft202012Validator(schema, registry=registry) for kind, schema in schemas.items()}


def pointer(error):
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in error.absolute_path)


def flat(errors):
    """The errors, and below anyOf and oneOf those of their branches."""
    for error in errors:
        yield error
        yield from flat(error.context)


def near(one, other):
    """Whether two pointers name one place, or a member and its object: validator and loader differ in that."""
    parent = lambda place: place.rpartition("/")[0]
    return one == other or parent(one) == other or parent(other) == one


def kind_of(path):
    if path.name.startswith("vocabulary"):
        return "vocabulary"
    return "cases" if path.name.endswith(".cases.json") else "rulebook"


def found(folder, pattern):
    """The files, in order; there must be some, since a check of nothing says nothing."""
    paths = sorted(folder.glob(pattern))
    if not paths:
        sys.exit(f"no {pattern} in {folder}")
    return paths


def main():
    by_kind = validators()
    passed, failures = 0, []

    for path in found(ROOT / "policies", "**/*.json"):
        errors = list(by_kind[kind_of(path)].iter_errors(read(path)))
        if errors:
            failures += [f"{path.relative_to(ROOT)} {pointer(e)}: {e.message}" for e in errors]
        else:
            passed += 1

    bad = ROOT / "tests" / "bad"
    for path in found(bad, "*.rulebook.json"):
        name = path.relative_to(ROOT)
        expected = path.with_name(path.name.removesuffix(".json") + ".expected")
        if not expected.is_file():
            failures.append(f"{name}: {expected.name} is missing")
            continue
        place = expected.read_text("utf-8").splitlines()[0].partition(" ")[2]
        faults = {pointer(e) for e in flat(by_kind["rulebook"].iter_errors(read(path)))}
        if not faults:
            failures.append(f"{name}: broken, and yet the schema accepts it")
        elif not any(near(place, other) for other in faults):
            failures.append(f"{name}: expected a fault at {place}, found {', '.join(map(repr, sorted(faults)))}")
        else:
            passed += 1
    for path in [*found(bad, "*.loader.json"), *found(bad, "*.lint.json")]:
        name = path.relative_to(ROOT)
        errors = list(by_kind["rulebook"].iter_errors(read(path)))
        expected = path.with_name(path.name.removesuffix(".json") + ".expected")
        if errors:
            failures += [f"{name} {pointer(e)}: only the loader should object: {e.message}" for e in errors]
        elif not expected.is_file():
            failures.append(f"{name}: {expected.name} is missing")
        else:
            passed += 1

    for failure in failures:
        print(failure, file=sys.stderr)
    print(f"{passed} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
