"""Passes in turns, so that what else the machine does hits all alike."""

import statistics
from dataclasses import dataclass, field


@dataclass
class Timed:
    rows: int
    walls: list = field(default_factory=list)
    cpus: list = field(default_factory=list)

    @property
    def rate(self):
        """Rows a second of the best pass."""
        return self.rows / min(self.walls)

    @property
    def median_rate(self):
        return self.rows / statistics.median(self.walls)

    @property
    def cpu_rate(self):
        """Rows a second of processor time, of all threads, in the best pass."""
        return self.rows / max(min(self.cpus), 1e-9)


def in_turns(peers, rows, rounds, seconds, warm=0.3):
    """`rounds` times, each peer in its turn runs passes for `seconds`, at least one.

    `rows` gives each peer's rows of a pass. The first passes, `warm` seconds of them, are not counted.
    """
    timed = {peer: Timed(count) for peer, count in zip(peers, rows)}
    for peer in peers:
        spent = peer.timed().wall
        while spent < warm:
            spent += peer.timed().wall
    for _ in range(rounds):
        for peer in peers:
            spent = 0.0
            while spent < seconds:
                taken = peer.timed()
                spent += taken.wall
                timed[peer].walls.append(taken.wall)
                timed[peer].cpus.append(taken.cpu)
    return timed
