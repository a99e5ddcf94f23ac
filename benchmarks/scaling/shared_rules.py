"""Which of the shipped rules are asked together: those that people's columns say something of."""

RULES = 100


def spread(rulebooks, table, on):
    """RULES rules, so ordered that the first few are spread over all of them.

    Rules on persons and bodies (no targets) that read at least one of the table's columns, those of whose
    facts the fewest are missing. Ranked, they run from rules that read thirty columns to rules that read one;
    the first n of the order below are every so-and-so-many-th of that rank.
    """
    ranked = []
    for rule in rulebooks.rules():
        if rule.kind == "indicator":
            continue
        report = rulebooks.evaluate(table, rule.id, on=on).report
        if report["bound"]:
            ranked.append((len(report["missing"]), -len(report["bound"]), rule.id))
    ranked = [rule for *_, rule in sorted(ranked)[:RULES]]
    if len(ranked) < RULES:
        raise SystemExit(f"only {len(ranked)} rules read a column")
    return [ranked[n] for n in sorted(range(RULES), key=_reversed_bits)]


def _reversed_bits(number):
    return int(f"{number:07b}"[::-1], 2)
