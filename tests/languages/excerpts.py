"""Checks that what the pages of docs/languages show is what stands in the examples.

Every block of code but those in `sh` must stand, line after line, in a file of that language's folder
under examples/. Indentation that a whole block lacks does not count. A page without a block, and a
folder without a page, is an error too.
"""

import pathlib
import re
import sys
import textwrap

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs" / "languages"
# Folders of examples/ that are no language, or that have a page whose examples are run: docs/python.md.
OTHERS = {"county", "data", "demo", "expected", "notebooks", "python"}
SOURCES = {".c", ".h", ".cpp", ".hpp", ".java", ".go", ".rs", ".js", ".cs", ".py"}


def stands_in(block, text):
    """True if the block's lines stand in the text, all indented by the same."""
    wanted = block.splitlines()
    lines = text.splitlines()
    for at in range(len(lines) - len(wanted) + 1):
        part = "\n".join(line.rstrip() for line in lines[at:at + len(wanted)])
        if textwrap.dedent(part) == "\n".join(wanted):
            return True
    return False


def check(page, folder):
    problems = []
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", page.read_text(encoding="utf-8"), re.M | re.S)
    shown = [textwrap.dedent(block).rstrip("\n") for language, block in blocks if language != "sh"]
    if not shown:
        problems.append(f"{page.name}: shows nothing of the examples")
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.suffix in SOURCES]
    for block in shown:
        if not any(stands_in(block, text) for text in texts):
            problems.append(f"{page.name}: this stands in no file of {folder.name}/:\n{block}")
    return len(shown), problems


def main():
    problems, count = [], 0
    folders = {path.name for path in (ROOT / "examples").iterdir() if path.is_dir()} - OTHERS
    pages = {path.stem: path for path in PAGES.glob("*.md")}
    for name in sorted(folders ^ pages.keys()):
        problems.append(f"{name}: a page of docs/languages or a folder of examples is missing")
    for name in sorted(folders & pages.keys()):
        shown, wrong = check(pages[name], ROOT / "examples" / name)
        count += shown
        problems += wrong
    if problems:
        sys.exit("\n".join(problems))
    print(f"docs/languages: {len(folders)} pages, {count} excerpts stand in the examples")


main()
