"""The `bajigong` command: the same program as the one that is built by itself."""

from __future__ import annotations

import signal
import sys


def main() -> int:
    """Runs the command with the arguments of this process; returns its exit code."""
    from . import _core

    # As for any program: Ctrl-C ends it, and so does a pipe that nobody reads.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.stdout.flush()
    return _core.run_tool(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
