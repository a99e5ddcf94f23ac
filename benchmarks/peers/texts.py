"""The rule in the words of engines that take a case at a time.

Each gives one number: the amount in fen, or -1 - n where condition n is the first that fails. CEL's
and ZEN's numbers are whole or decimal, JsonLogic's are doubles, exact for amounts as small as these.
"""

from .rules import SHARE
from .work import FIRST_DAY

_OVER, _UNDER = SHARE


def nested(work, name="{}"):
    """CEL: conditions one in another, and integer division."""
    amount = f"({name.format('base')} * {_OVER} * 2 + {_UNDER}) / {2 * _UNDER}"
    for n, condition in reversed(list(enumerate(work.conditions))):
        amount = f"({condition.plain(name)}) ? {amount} : {-1 - n}"
        if n:
            amount = f"({amount})"
    return amount


def explained(work):
    """CEL: the truth of each condition, and the number."""
    return f"[{', '.join(condition.plain() for condition in work.conditions)}, {nested(work)}]"


def met(work):
    """CEL: whether a case on a known day meets all; unknown if the day is, or if what is missing counts."""
    return f"on >= {FIRST_DAY} ? {' && '.join(f'({condition.plain()})' for condition in work.conditions)} : false"


def json_logic(work):
    """JsonLogic has neither whole numbers nor division of them: the remainder is taken off first."""
    def test(condition):
        column = {"var": condition.column}
        return column if condition.op == "is" else {condition.op: [column, condition.number]}
    twice = {"+": [{"*": [{"var": "base"}, 2 * _OVER]}, _UNDER]}
    amount = {"/": [{"-": [twice, {"%": [twice, 2 * _UNDER]}]}, 2 * _UNDER]}
    steps = []
    for n, condition in enumerate(work.conditions):
        steps += [{"!": [test(condition)]}, -1 - n]
    return {"if": [*steps, amount]}


def _graph(nodes):
    """A decision model of ZEN whose nodes follow one another."""
    ends = [{"id": "in", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}},
            {"id": "out", "type": "outputNode", "name": "out", "position": {"x": 0, "y": 0}}]
    ids = ["in", *(node["id"] for node in nodes), "out"]
    return {"nodes": [ends[0], *nodes, ends[1]],
            "edges": [{"id": f"{a}-{b}", "type": "edge", "sourceId": a, "targetId": b}
                      for a, b in zip(ids, ids[1:])]}


def zen_expression(work):
    """One expression node, as CEL's text with ZEN's decimals."""
    amount = f"floor((base * {2 * _OVER} + {_UNDER}) / {2 * _UNDER})"
    for n, condition in reversed(list(enumerate(work.conditions))):
        amount = f"({condition.plain()}) ? ({amount}) : {-1 - n}"
    return _graph([{"id": "e", "type": "expressionNode", "name": "e", "position": {"x": 0, "y": 0},
                    "content": {"expressions": [{"id": "r", "key": "r", "value": amount}]}}])


def zen_table(work):
    """A decision table: a row for each condition that can fail, the first that hits; the last pays."""
    inverse = {">=": "<", "<=": ">", "!=": "=="}
    inputs = [{"id": f"i{n}", "name": condition.column, "field": condition.column}
              for n, condition in enumerate(work.conditions)]
    any_value = {each["id"]: "" for each in inputs}
    rows = []
    for n, condition in enumerate(work.conditions):
        cell = "false" if condition.op == "is" else f"{inverse[condition.op]} {condition.number}"
        if cell.startswith("== "):
            cell = cell[3:]
        rows.append({"_id": f"row{n}", **any_value, f"i{n}": cell, "o": str(-1 - n)})
    rows.append({"_id": "pays", **any_value, "o": f"floor((base * {2 * _OVER} + {_UNDER}) / {2 * _UNDER})"})
    return _graph([{"id": "t", "type": "decisionTableNode", "name": "t", "position": {"x": 0, "y": 0},
                    "content": {"hitPolicy": "first", "inputs": inputs, "rules": rows,
                                "outputs": [{"id": "o", "name": "r", "field": "r"}]}}])


def drools(work):
    """A rule for each first condition that can fail, and one that pays: exactly one fires for a case.

    Rules that begin alike share the nodes of Drools' network.
    """
    inverse = {">=": "<", "<=": ">", "!=": "=="}
    rules, met = ["package made;"], []
    for n, condition in enumerate(work.conditions):
        fails = f"{condition.column} == false" if condition.op == "is" else \
            f"{condition.column} {inverse[condition.op]} {condition.number}"
        rules.append(f'rule "k{n}" when $c : Case( {", ".join([*met, fails])} ) then $c.result = {-1 - n}; end')
        met.append(f"{condition.column} == true" if condition.op == "is" else condition.plain())
    rules.append(f'rule "pays" when $c : Case( {", ".join(met)} ) '
                 f"then $c.result = ($c.getBase() * {2 * _OVER} + {_UNDER}) / {2 * _UNDER}; end")
    return "\n".join(rules)
