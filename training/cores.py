"""How many threads a training step should use while other programs come and go. Linux only; elsewhere all cores.

Two threads of one step wait for each other after every layer. Where another program takes one of their cores, a step of two
threads takes four times as long as alone (measured: 2.3 s against 0.63 s), and one thread takes 0.94 s. So a run gives
cores that others use up to them.
"""
import os
import time
from typing import Optional

SECONDS = 3.0  # between two looks
GIVE, TAKE = 0.35, 0.15  # cores used by others from which one is given up, and below which it is taken back


def busy_seconds() -> Optional[float]:
    """CPU seconds that all programs have used on this machine since it started, or None where the system does not tell."""
    try:
        with open("/proc/stat", encoding="ascii") as file:
            numbers = [int(n) for n in file.readline().split()[1:]]
    except (OSError, ValueError):
        return None
    user, nice, system, _idle, _wait, irq, softirq, *_ = numbers
    return (user + nice + system + irq + softirq) / os.sysconf("SC_CLK_TCK")


class Cores:
    """Chooses the number of threads from what others used since the last look."""

    def __init__(self, most: int) -> None:
        self.most = self.threads = most
        self._look()

    def _look(self) -> None:
        self._at, self._own, self._all = time.monotonic(), time.process_time(), busy_seconds()

    def choose(self) -> int:
        """The number of threads for the next step; looks at the machine every few seconds."""
        elapsed = time.monotonic() - self._at
        if self._all is None or elapsed < SECONDS:
            return self.threads
        own, everyone = time.process_time() - self._own, busy_seconds()
        if everyone is not None:
            self.threads = after(self.threads, self.most, (everyone - self._all - own) / elapsed)
        self._look()
        return self.threads


def after(threads: int, most: int, others: float) -> int:
    """The number of threads, given how many cores others keep busy; changes only when it is clear, so it does not flutter."""
    giving = max(1, most - int(others + 1 - GIVE))
    taking = max(1, most - int(others + 1 - TAKE))
    return giving if giving < threads else max(threads, taking)
