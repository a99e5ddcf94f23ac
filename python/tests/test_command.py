"""The `bajigong` command from the wheel: the same program as the one built by itself."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

import bajigong
from conftest import SOURCE

SCRIPT = shutil.which("bajigong", path=sysconfig.get_path("scripts"))


@pytest.fixture(params=["script", "module"])
def command(request: pytest.FixtureRequest) -> list[str]:
    if request.param == "module":
        return [sys.executable, "-m", "bajigong"]
    assert SCRIPT is not None
    return [SCRIPT]


def run(command: list[str], *arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*command, *arguments], capture_output=True, text=True, input=text, check=False
    )


def test_version_is_that_of_the_build(command: list[str]) -> None:
    project = (SOURCE / "CMakeLists.txt").read_text("utf-8")
    found = re.search(r"project\(bajigong VERSION ([0-9.]+)", project)
    assert found is not None and bajigong.__version__ == found.group(1)
    assert run(command, "--version").stdout == f"bajigong {found.group(1)}\n"


def test_the_command_decides_as_the_package_does(command: list[str]) -> None:
    facts = SOURCE / "examples/demo/shanghai_in_post.json"
    said = run(
        command,
        "decide",
        "--rulebooks",
        str(bajigong.policies_path()),
        "--rule",
        "skill_upgrading",
        "--on",
        "2023-07-03",
        "--format",
        "json",
        "-",
        text=facts.read_text("utf-8"),
    )
    decision = bajigong.load().decide("skill_upgrading", facts.read_bytes(), "2023-07-03")
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.rstrip("\n") == decision.json().rstrip("\n")


def test_exit_codes(command: list[str], tmp_path: Path) -> None:
    bad = run(command, "lint", str(tmp_path / "nowhere"))
    assert bad.returncode == 2 and "J001" in bad.stderr and bad.stdout == ""
    assert run(command, "no-such-command").returncode == 2
    case = tmp_path / "x.cases.json"
    case.write_text(
        '{"bajigong": 1, "cases": [{"name": "n", "rule": "skill_upgrading", "on": "2023-07-03",'
        ' "facts": {}, "expect": {"outcome": "eligible"}}]}'
    )
    failed = run(command, "test", str(bajigong.policies_path()), str(case))
    assert failed.returncode == 1 and failed.stdout.endswith("0 passed, 1 failed\n")


def test_ctrl_c_ends_the_command(command: list[str]) -> None:
    """It waits for facts that never come."""
    arguments = ["decide", "--rulebooks", str(bajigong.policies_path()), "--rule"]
    waiting = subprocess.Popen(
        [*command, *arguments, "skill_upgrading", "--on", "2023-07-03", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with pytest.raises(subprocess.TimeoutExpired):
        waiting.wait(2)
    waiting.send_signal(signal.SIGINT)
    waiting.communicate(timeout=10)
    assert waiting.returncode == -signal.SIGINT


def test_a_pipe_that_nobody_reads_ends_the_command(command: list[str]) -> None:
    arguments = ["show", "skill_upgrading", "--rulebooks", str(bajigong.policies_path())]
    script = 'set -o pipefail; "$@" | true'
    ended = subprocess.run(["bash", "-c", script, "bash", *command, *arguments], check=False)
    assert ended.returncode in (0, 128 + signal.SIGPIPE)
