"""The vocabulary of a folder of rulebooks, and the Arrow type of each of its facts."""

import json
import pathlib

import pyarrow as pa

ROOT = pathlib.Path(__file__).resolve().parents[2]

MONEY = pa.decimal128(18, 2)
_PLAIN = {"int": pa.int64(), "bool": pa.bool_(), "text": pa.utf8(), "place": pa.utf8(), "date": pa.date32(), "money": MONEY}


def without_comments(text):
    """`text` with // and /* */ outside of strings left out."""
    out, at = [], 0
    while at < len(text):
        end = at + 1
        if text[at] == '"':
            while text[end] != '"':
                end += 2 if text[end] == "\\" else 1
            end += 1
            out.append(text[at:end])
        elif text.startswith("//", at):
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
        elif text.startswith("/*", at):
            end = text.index("*/", at) + 2
        else:
            out.append(text[at])
        at = end
    return "".join(out)


class Vocabulary:
    """Every fact that vocabulary.json and the rulebooks under `folder` declare."""

    def __init__(self, folder=ROOT / "policies"):
        self.scales, self.facts = {}, {}
        for path in sorted(pathlib.Path(folder).rglob("*.json")):
            if path.name.endswith(".cases.json"):
                continue
            content = json.loads(without_comments(path.read_text(encoding="utf-8")))
            self.scales.update(content.get("scales", {}))
            self.facts.update(content.get("facts", {}))

    def values_of(self, scale):
        """The ids of a scale's values, in its order."""
        return [value["id"] for value in self.scales[scale]["values"]]

    def arrow_type(self, path, fields=None):
        """The type of the column of fact `path`. Of a list of records, with these `fields` only.

        KeyError if the vocabulary has no such fact or field.
        """
        fact = self.facts[path]
        if "list_of" in fact:
            return pa.list_(self._value_type(fact["list_of"]))
        if "list" in fact:
            return pa.list_(pa.struct([(name, self._value_type(fact["list"][name]["type"])) for name in fields]))
        return self._value_type(fact["type"])

    def scale_of(self, path, field=None):
        """The scale's values of a fact, or of a list's field; None if it is of another type."""
        fact = self.facts[path]
        name = fact["list"][field]["type"] if field else fact.get("list_of", fact.get("type"))
        return self.values_of(name) if name in self.scales else None

    def _value_type(self, name):
        if name in _PLAIN:
            return _PLAIN[name]
        if name in self.scales:
            return pa.dictionary(pa.int8(), pa.utf8(), ordered=self.scales[name].get("ordered", True))
        raise KeyError(f"facts of type {name} are not made here")
