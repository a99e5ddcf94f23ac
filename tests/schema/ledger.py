"""The schema of ledger commands: those of the county example, of docs/ledger.md and one of every kind are valid, and no broken one is."""

import copy
import json
import pathlib
import subprocess
import sys

from jsonschema import Draft202012Validator

# Members that may be left out; those of every kind, and those of some.
OPTIONAL = {"on", "note", "receipt", "evidence"}
OPTIONAL_OF = {
    "scheme": {"late_days", "single_use", "active", "count", "budget", "over_issue"}, "issue": {"from", "sources", "document"},
    "hold": {"course", "until"}, "capture": {"final"}, "void": {"release_holds"}}
# Beyond the bounds, and at them.
BOUNDS = {"hold_days": (0, 36500), "late_days": (0, 36500), "active": (1, 64), "count": (0, 2**31 - 1), "limit": (0, 2**31 - 1), "year": (1, 9999)}

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main():
    schema = json.loads((ROOT / "schema/ledger.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    text = subprocess.run(["bash", ROOT / "examples/county/commands.sh", "20"], capture_output=True, text=True, check=True).stdout
    shown = (ROOT / "docs/ledger.md").read_text("utf-8").split("```jsonl\n")[1].split("```")[0]
    every = (ROOT / "tests/ledger/every_kind.jsonl").read_text("utf-8")
    commands = [json.loads(line) for line in shown.splitlines() + text.splitlines() + every.splitlines()]
    wrong = [command["id"] for command in commands if not validator.is_valid(command)]
    broken = 0
    one_of_each = {}
    for command in commands:
        # That with the most members.
        one_of_each[command["do"]] = max(one_of_each.get(command["do"], {}), command, key=len)
    kinds = {branch["properties"]["do"]["const"] for branch in schema["oneOf"]}
    if kinds != set(one_of_each) or len(kinds) != 25:
        wrong.append(f"no valid command of: {kinds ^ set(one_of_each)}")
    for kind, command in one_of_each.items():
        changes = [{"do": kind + "x"}, {"at": "2026-02-30"}, {"extra": 1}, {"by": ""}, {"id": 7}]
        if "amount" in command:
            changes += [{"amount": "0"}, {"amount": "0.00"}, {"amount": 12}, {"amount": "1.005"}, {"amount": "-1"}]
        if kind in ("issue", "appropriate"):
            changes.append({"amount": "all"})
        for member in BOUNDS.keys() & command.keys():
            least, most = BOUNDS[member]
            changes += [{member: least - 1}, {member: most + 1}, {member: str(most)}]
            wrong += [f"{kind} with {member} {at}" for at in (least, most) if not validator.is_valid({**command, member: at})]
        for change in changes:
            if validator.is_valid({**command, **change}):
                wrong.append(f"{kind} with {change}")
            broken += 1
        for member in command:
            less = copy.deepcopy(command)
            del less[member]
            optional = member in OPTIONAL | OPTIONAL_OF.get(kind, set()) and (kind, member) != ("capture", "evidence")
            if validator.is_valid(less) != optional:
                wrong.append(f"{kind} without {member}")
            broken += 1
    if wrong:
        print("\n".join(["the schema of ledger commands is wrong about:", *wrong]))
        return 1
    print(f"ledger commands: {len(commands)} valid, {broken} changed ones judged rightly")
    return 0


sys.exit(main())
