"""The examples of docs/python.md, run as they stand."""

from __future__ import annotations

import doctest
import re

from conftest import SOURCE

GUIDE = SOURCE / "docs/python.md"


def test_every_example_of_the_guide() -> None:
    text = GUIDE.read_text("utf-8")
    blocks = re.findall(r"^```pycon\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    assert len(blocks) == text.count("```pycon") > 5
    # No snippet of Python in another form, which would not be run.
    assert set(re.findall(r"^```(\w+)$", text, re.MULTILINE)) == {"pycon"}
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner()
    names: dict[str, object] = {}
    for number, block in enumerate(blocks):
        test = parser.get_doctest(block, names, f"example {number}", str(GUIDE), 0)
        told: list[str] = []
        result = runner.run(test, out=told.append, clear_globs=False)
        names = test.globs
        assert result.attempted > 0 and result.failed == 0, "".join(told)
