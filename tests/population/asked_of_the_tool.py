"""Rows of each profile, decided one by one by the built tool: every one must have an outcome.

What the made-up rule `twenty` says is compared with a computation of its own.
"""

import collections
import concurrent.futures
import decimal
import json
import os
import pathlib
import subprocess

from benchmarks.population import population, rows_as_facts

ROOT = pathlib.Path(__file__).resolve().parents[2]
POPULATION = ROOT / "benchmarks" / "population"

ROWS = 300
# The rules that the people's facts are made for; each row is asked of one, in turn.
RULES = ("skill_upgrading", "ui_skill_upgrading", "insured_worker_skill_upgrading",
         "declare_junior", "declare_intermediate", "declare_senior", "declare_technician", "declare_senior_technician",
         "training_voucher", "chongqing_training_voucher", "shanghai_training_voucher", "rural_training_voucher",
         "rural_training_advance", "rural_training_year_end", "anhui_training_voucher", "fujian_training_voucher",
         "zhongshan_prepaid_voucher", "zhongshan_self_payer_voucher", "zhongwei_vocational_education_voucher",
         "jinzhong_training_voucher", "jinzhong_early_printing", "hangzhou_education_voucher")


def _decide(tool, folder, rule, on, facts):
    """The decision, or what the tool said against the facts."""
    command = [tool, "decide", "--rulebooks", str(folder), "--rule", rule, "--on", on, "--format", "json", "-"]
    done = subprocess.run(command, input=json.dumps(facts), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return None, done.stderr.strip()[:300] or f"exit {done.returncode}"
    return json.loads(done.stdout), None


def _levels_of(table):
    return {name: n for n, name in enumerate(table.column("c16").combine_chunks().dictionary.to_pylist())}


def _twenty(facts, levels):
    """What rule `twenty` must say: its outcome and, where it is granted, the amount."""
    truths = []
    for n in range(20):
        value = facts[f"c{n}"]
        if value is None:
            truths.append(None)
        elif n < 12:
            truths.append(value >= 4 + n)
        elif n < 16:
            truths.append(value)
        else:
            truths.append(levels[value] >= levels["apprentice" if n < 18 else "junior"])
    if facts["on"] is None:
        return "undetermined", None
    outcome = "ineligible" if False in truths else "undetermined" if None in truths else "eligible"
    if outcome != "eligible" or facts["base"] is None:
        return outcome, None
    paid = decimal.Decimal(facts["base"]) * decimal.Decimal("1.04")
    return outcome, str(paid.quantize(decimal.Decimal("0.01"), decimal.ROUND_HALF_UP))


def _jobs():
    table = population(ROWS, seed=11, missing=0.05).read_all()
    for n, facts in enumerate(rows_as_facts(table)):
        yield ROOT / "policies", RULES[n % len(RULES)], facts["application"]["on"] or "2025-12-31", facts, None
    # With nothing missing, no rule may find a fact that it lacks: the columns cover what it reads.
    for n, facts in enumerate(rows_as_facts(population(3 * len(RULES), seed=12, missing=0).read_all())):
        yield ROOT / "policies", RULES[n % len(RULES)], facts["application"]["on"], facts, "whole"
    table = population(60, seed=13, missing=0.03, profile="wide20").read_all()
    levels = _levels_of(table)
    for facts in rows_as_facts(table):
        yield POPULATION / "wide20", "twenty", "2022-06-01", facts, _twenty(facts, levels)
    for facts in rows_as_facts(population(40, seed=14, profile="lists", mean_length=4).read_all()):
        yield POPULATION / "lists", "over_lists", "2024-06-01", facts, None


def failures(tool):
    """How many rows were asked, how often each outcome came, and what is wrong."""
    found, outcomes, by_rule = [], collections.Counter(), collections.defaultdict(set)
    jobs = list(_jobs())
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        answers = list(pool.map(lambda job: _decide(tool, *job[:4]), jobs))
    for (_, rule, _, facts, want), (decision, error) in zip(jobs, answers):
        if error:
            found.append(f"{rule}: {error}")
            continue
        outcome, amount = decision["outcome"], decision["amount"]
        outcomes[outcome] += 1
        by_rule[rule].add(outcome)
        if outcome not in ("eligible", "ineligible", "undetermined"):
            found.append(f"{rule}: {outcome} of {json.dumps(facts, ensure_ascii=False)}")
        lacking = [cause["name"] for cause in decision["because"] if cause["kind"] == "facts"]
        if want == "whole" and lacking:
            found.append(f"{rule}: lacks {lacking}, though nothing is missing")
        elif isinstance(want, tuple) and (outcome != want[0] or want[1] and amount != {"kind": "exact", "value": want[1]}):
            found.append(f"{rule}: {outcome} {amount}, expected {want}")
    for rule, seen in by_rule.items():
        if rule in ("twenty", "over_lists", "declare_intermediate", "training_voucher") and len(seen) < 2:
            found.append(f"{rule}: every row is {seen}")
    for outcome in ("eligible", "ineligible", "undetermined"):
        if not outcomes[outcome]:
            found.append(f"no row is {outcome}")
    return len(jobs), dict(sorted(outcomes.items())), found
