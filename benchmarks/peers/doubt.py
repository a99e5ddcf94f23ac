"""What engines without unknowns say of cases with missing facts."""

import numpy as np

from . import rules
from .work import UNDETERMINED, Work

_ROWS = 5_000


def _answer(decide, case):
    """0 eligible, 1 ineligible, 2 for no answer: an error, or something that is no number."""
    try:
        return 1 if decide(case) < 0 else 0
    except Exception:   # each raises what it likes
        return 2


def said_of_missing_facts(peers):
    """For each peer: what it says of cases that are undetermined, and of cases that are decided all the same."""
    work = Work("wide", [rules.wide()], _ROWS, 0.05)
    dated = work.numbers["on"][1]       # they read no day
    doubtful = dated & (work.expected.outcome == UNDETERMINED)
    settled = dated & ~doubtful
    lines = []
    for peer in peers:
        peer.rows = _ROWS
        peer.prepare(work)
        decide, cases = peer.each()
        said = np.array([_answer(decide, case) for case in cases])
        eligible, ineligible, nothing = (int(np.count_nonzero(said[doubtful] == answer)) for answer in range(3))
        unsaid = int(np.count_nonzero(said[settled] == 2))
        wrong = int(np.count_nonzero((said[settled] != 2) & (said[settled] != work.expected.outcome[settled])))
        lines.append({"engine": peer.name, "undetermined": int(doubtful.sum()), "said_eligible": eligible,
                      "said_ineligible": ineligible, "no_answer": nothing, "decided": int(settled.sum()),
                      "of_these_no_answer": unsaid, "of_these_wrong": wrong})
    return lines
