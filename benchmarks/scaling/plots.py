"""The figures as plots: the same figures give the same bytes, so that a plot can be checked against its table."""

import csv
import io
import pathlib

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot  # noqa: E402
from matplotlib.ticker import EngFormatter, LogLocator, NullFormatter, NullLocator  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs/plots"
MOST_BYTES = 60_000

_STYLE = {"svg.hashsalt": "bajigong", "svg.fonttype": "none", "font.family": "sans-serif",
          "font.sans-serif": ["DejaVu Sans", "sans-serif"], "font.size": 9,
          "axes.grid": True, "grid.linewidth": 0.4, "grid.color": "#d0d0d0", "axes.spines.top": False,
          "axes.spines.right": False, "lines.marker": "o", "lines.markersize": 4, "legend.frameon": False,
          "figure.facecolor": "white", "figure.figsize": (6.4, 3.2), "figure.constrained_layout.use": True}

# By series: title, what x is, its scale, and what each line is called by its column.
_LINES = {
    "rows": ("Twenty conditions and an amount, 5 % missing", "rows streamed", "log", {"cpu": "rows/s"}),
    "conditions": ("Conditions in a rule", "conditions", "log",
                   {"cpu": "each on a column of its own", "cpu_on_four": "all on four columns"}),
    "unknowns": ("Facts missing", "share of facts missing, %", "linear",
                 {"cpu": "of all facts", "cpu_causes": "of all facts, with causes",
                  "cpu_dated": "of all facts but the key date"}),
    "lists": ("Two lists a row", "elements of a list, on average", "linear",
              {"cpu": "every fact known", "cpu_missing": "5 % missing"}),
    "rules": ("Shipped rules over people, 5 % missing", "rules", "log",
              {"cpu": "in one pass", "cpu_alone": "each in a pass of its own"}),
}


def read(series):
    """A series' figures, column by column."""
    with open(FOLDER / f"{series}.csv", newline="") as lines:
        head, *body = csv.reader(lines)
    return {name: [float(row[n]) for row in body] for n, name in enumerate(head)}


def write(series, table):
    FOLDER.mkdir(parents=True, exist_ok=True)
    with open(FOLDER / f"{series}.csv", "w", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows(table)


def _memory(axes, figures):
    beside = axes.twinx()
    beside.plot(figures["rows"], figures["peak_mb"], color="#b04a3a", marker="s", label="peak memory, MB")
    beside.plot(figures["rows"], figures["before_mb"], color="#b04a3a", linestyle=":", marker="",
                label="… before the stream, MB")
    beside.set_ylim(0, 250)
    beside.set_ylabel("MB")
    beside.grid(False)
    beside.spines["right"].set_visible(True)
    return beside


def svg(series):
    """The plot of a series, as bytes."""
    title, called, scale, lines = _LINES[series]
    figures = read(series)
    x = next(iter(figures.values()))
    if series == "unknowns":
        x = [100 * share for share in x]
    with matplotlib.rc_context(_STYLE):
        figure, axes = pyplot.subplots()
        for (column, label), color in zip(lines.items(), ("#1f5f8b", "#d08a1d", "#4f8f4a")):
            axes.plot(x, figures[column], color=color, label=label)
        beside = _memory(axes, figures) if series == "rows" else None
        if scale == "log":
            axes.set_xscale("log")
            axes.xaxis.set_major_formatter(EngFormatter(sep=""))
            axes.xaxis.set_minor_formatter(NullFormatter())
        if series in ("unknowns", "lists"):
            axes.set_yscale("log")
            axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
            axes.yaxis.set_minor_locator(NullLocator())
        else:
            axes.set_ylim(0, 1.15 * max(max(figures[column]) for column in lines))
        axes.yaxis.set_major_formatter(EngFormatter(sep=" "))
        axes.set_title(title)
        axes.set_xlabel(called)
        axes.set_ylabel("rows × rules / s" if series == "rules" else "rows / s")
        handles, labels = axes.get_legend_handles_labels()
        if beside is not None:
            more_handles, more_labels = beside.get_legend_handles_labels()
            handles, labels = handles + more_handles, labels + more_labels
        axes.legend(handles, labels, loc="best")
        drawn = io.StringIO()
        figure.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None})
        pyplot.close(figure)
    return "\n".join(line.rstrip() for line in drawn.getvalue().splitlines()).encode() + b"\n"


def draw(series):
    (FOLDER / f"{series}.svg").write_bytes(svg(series))


def unlike(series):
    """What is wrong with a series' committed plot; empty if nothing is."""
    drawn = svg(series)
    if len(drawn) > MOST_BYTES:
        return f"{series}.svg: {len(drawn)} bytes"
    path = FOLDER / f"{series}.svg"
    if not path.exists() or path.read_bytes() != drawn:
        return f"{series}.svg is not what {series}.csv gives"
    return ""
