"""The schema of ledger commands: those of the county example and of docs/ledger.md are valid, and no broken one is."""

import copy
import json
import pathlib
import subprocess
import sys

from jsonschema import Draft202012Validator

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main():
    schema = json.loads((ROOT / "schema/ledger.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    text = subprocess.run(["bash", ROOT / "examples/county/commands.sh", "20"], capture_output=True, text=True, check=True).stdout
    shown = (ROOT / "docs/ledger.md").read_text("utf-8").split("```jsonl\n")[1].split("```")[0]
    commands = [json.loads(line) for line in shown.splitlines() + text.splitlines()]
    wrong = [command["id"] for command in commands if not validator.is_valid(command)]
    broken = 0
    one_of_each = {command["do"]: command for command in commands}
    for kind, command in one_of_each.items():
        changes = [{"do": kind + "x"}, {"at": "2026-02-30"}, {"extra": 1}, {"by": ""}, {"id": 7}]
        if "amount" in command:
            changes += [{"amount": "0"}, {"amount": "0.00"}, {"amount": 12}, {"amount": "1.005"}, {"amount": "-1"}]
        if kind in ("issue", "appropriate"):
            changes.append({"amount": "all"})
        for change in changes:
            if validator.is_valid({**command, **change}):
                wrong.append(f"{kind} with {change}")
            broken += 1
        for member in command:
            less = copy.deepcopy(command)
            del less[member]
            optional = member in ("note", "course", "final", "late_days", "single_use", "count")
            if validator.is_valid(less) != optional:
                wrong.append(f"{kind} without {member}")
            broken += 1
    if wrong:
        print("\n".join(["the schema of ledger commands is wrong about:", *wrong]))
        return 1
    print(f"ledger commands: {len(commands)} valid, {broken} changed ones judged rightly")
    return 0


sys.exit(main())
