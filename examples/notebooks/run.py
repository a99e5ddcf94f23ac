"""Executes the notebooks of this folder: run.py [NAME.ipynb ...].

Fails if a cell does, if a notebook is kept with outputs, or if one shows fewer plots or decisions
than it is to. Needs bajigong, nbclient, ipykernel, and what the notebooks import.
"""

import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parent
# Plots and displayed decisions that a notebook shows.
SHOWN = {"population.ipynb": (3, 2)}


def check(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    if any(cell.outputs or cell.execution_count for cell in cells):
        sys.exit(f"{path.name}: kept with outputs; clear them before committing")
    started = time.monotonic()
    NotebookClient(notebook, timeout=3600, kernel_name="python3").execute(cwd=str(FOLDER))
    outputs = [output for cell in cells for output in cell.outputs]
    kinds = [set(output.get("data", {})) for output in outputs]
    plots = sum("image/png" in kind for kind in kinds)
    decisions = sum("text/html" in kind for kind in kinds)
    if (plots, decisions) != SHOWN[path.name]:
        sys.exit(f"{path.name}: {plots} plots and {decisions} decisions shown, not {SHOWN[path.name]}")
    seconds = time.monotonic() - started
    print(f"{path.name}: {len(cells)} cells, {plots} plots, {decisions} decisions, {seconds:.0f} s")


if __name__ == "__main__":
    names = sys.argv[1:] or sorted(path.name for path in FOLDER.glob("*.ipynb"))
    if set(SHOWN) - set(names) and not sys.argv[1:]:
        sys.exit("a notebook is missing")
    for name in names:
        check(FOLDER / name)
