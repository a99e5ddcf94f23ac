"""The one table, and the same as JSON."""

import datetime
import json
import os
import platform


def machine():
    model = ""
    with open("/proc/cpuinfo") as lines:
        for line in lines:
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
    return {"processor": model, "cores": os.cpu_count(), "load": os.getloadavg()[0],
            "python": platform.python_version(), "at": datetime.date.today().isoformat()}


def _rate(rate):
    for unit, size in (("M", 1e6), ("k", 1e3)):
        if rate >= size:
            return f"{rate / size:,.{1 if rate >= 10 * size else 2}f} {unit}/s"
    return f"{rate:,.0f} /s"


def _ratio(ratio):
    places = 0 if ratio >= 100 else 1 if ratio >= 10 else 2 if ratio >= 0.1 else 3
    return f"{ratio:,.{places}f} x"


class Report:
    """Prints each section when it is measured."""

    def __init__(self):
        self.machine = machine()
        self.sections = []
        self.missing = []
        print("{processor}, {cores} cores, load {load:.1f}".format(**self.machine))
        print("rate: rows or cases a second of the best pass by the clock; cpu: by processor time of all threads;\n"
              "ours/it: the first line's rate over this one's by the clock, and by processor time\n")

    def section(self, title, work, peers, timed, verdicts, notes):
        bytes_per_row = work.bytes_per_row()
        print(f"{title}; {work.rows:,} rows, {bytes_per_row:.1f} bytes a row")
        print(f"  {'engine':<46} {'version':<18} {'rate':>11} {'cpu':>11} {'ours/it':>9} {'by cpu':>9}  answers")
        first, first_cpu = timed[peers[0]].rate, timed[peers[0]].cpu_rate
        lines = []
        for peer in peers:
            one = timed[peer]
            line = {"engine": peer.name, "version": peer.version, "rows": one.rows, "rate": one.rate,
                    "median_rate": one.median_rate, "cpu_rate": one.cpu_rate,
                    "ours_over_it": first / one.rate, "by_cpu": first_cpu / one.cpu_rate,
                    "answers": verdicts[peer], "tells": peer.tells, "cannot": peer.cannot,
                    "converted_seconds": peer.converted, "passes": len(one.walls)}
            lines.append(line)
            version = peer.version if len(peer.version) < 19 else peer.version[:17] + "…"
            converted = "" if peer.converted is None else f"; its own form of the data: {peer.converted:.2f} s"
            by_cpu = _ratio(first_cpu / one.cpu_rate)
            print(f"  {peer.name:<46} {version:<18} {_rate(one.rate):>11} {_rate(one.cpu_rate):>11} "
                  f"{_ratio(first / one.rate):>9} {by_cpu:>9}  {verdicts[peer]}{converted}")
        reading = [line for line in lines if line["engine"].startswith("streaming read")]
        if reading:
            speed = reading[0]["rate"] * bytes_per_row / 1e9
            print(f"  read at {speed:.1f} GB/s on one thread: Bajigong at {first / reading[0]['rate']:.3f} of that")
            gained = reading[1]["rate"] / reading[0]["rate"]
            for line in lines:
                if line["engine"].startswith("Bajigong") and line["engine"].endswith("2 threads"):
                    print(f"  two threads give {line['rate'] / first:.2f} x Bajigong's one, "
                          f"two readers {gained:.2f} x one reader")
        for note in notes:
            print(f"  {note}")
        print(flush=True)
        self.sections.append({"title": title, "rows": work.rows, "bytes_per_row": bytes_per_row,
                              "notes": notes, "lines": lines})

    def doubts(self, lines):
        self.missing = lines
        print("what engines without unknowns say where 5% of the facts are missing")
        for line in lines:
            print("  {engine:<26} of {undetermined:,} undetermined cases: {said_eligible:,} eligible, "
                  "{said_ineligible:,} ineligible, {no_answer:,} no answer; of {decided:,} decided ones: "
                  "{of_these_no_answer:,} no answer, {of_these_wrong:,} wrong".format(**line))
        print(flush=True)

    def close(self, path):
        cannot = {}     # what -> who
        for section in self.sections:
            for line in section["lines"]:
                if line["cannot"]:
                    cannot.setdefault(line["cannot"], []).append(line["engine"].split(",")[0])
        print("what they cannot express")
        for what, names in cannot.items():
            print(f"  {', '.join(dict.fromkeys(names))}: {what}")
        path.parent.mkdir(parents=True, exist_ok=True)
        everything = {"machine": self.machine, "load_after": os.getloadavg()[0], "sections": self.sections,
                      "missing_facts": self.missing}
        path.write_text(json.dumps(everything, indent=1, ensure_ascii=False))
        print(f"\nall figures: {path.relative_to(path.parents[2])}")
