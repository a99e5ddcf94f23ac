"""python -m benchmarks.peers: Bajigong beside other engines, on the same rules and rows, in one run."""

import argparse
import gc
import sys

from . import line_up
from .doubt import said_of_missing_facts
from .measure import in_turns
from .peer import BUILD
from .report import Report
from .work import differences


def _verdict(peer, answers, work):
    """How its answers compare, and whether they are what they should be."""
    if answers is None:
        return "none", True
    wanted = peer.expected or work.expected
    found = differences(answers, wanted, peer.fen_within)
    if found:
        return f"WRONG: {found}", False
    inexact = differences(answers, wanted)
    return (f"equal but {inexact}: {peer.inexact}" if inexact else f"equal: {peer.tells}"), True


def _measure(section, options, report):
    work = section.work()
    verdicts, right = {}, True
    peers = []
    for peer in section.peers:
        peer.prepare(work)
        peers.append(peer)
        verdicts[peer], good = _verdict(peer, peer.answers(), work)
        right &= good
    gc.collect()
    gc.disable()
    timed = in_turns(peers, [peer.rows or work.rows for peer in peers], options.rounds, options.seconds)
    gc.enable()
    report.section(section.title, work, peers, timed, verdicts, section.notes)
    for peer in peers:
        peer.close()
    return right


def main():
    parser = argparse.ArgumentParser(prog="./run bench peers", description=__doc__)
    parser.add_argument("--rows", type=int, default=2_000_000, help="of tables (default 2 M)")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each engine (default 5)")
    parser.add_argument("--seconds", type=float, default=0.3, help="of a turn, at least (default 0.3)")
    parser.add_argument("--short", action="store_true", help="two tables, lists and single cases, in three rounds")
    parser.add_argument("--only", default="", help="sections whose title has this text")
    options = parser.parse_args()
    if options.short:
        options.rounds, options.seconds = min(options.rounds, 3), min(options.seconds, 0.1)
        options.rows = min(options.rows, 1_000_000)
    report = Report()
    right = True
    for section in line_up.sections(options.rows, options.short):
        if options.only in section.title:
            right &= _measure(section, options, report)
    if not options.short and options.only in "missing facts":
        report.doubts(said_of_missing_facts(line_up.without_unknowns()))
    report.close(BUILD / "peers.json")
    if not right:
        sys.exit("some answers are wrong")


if __name__ == "__main__":
    main()
