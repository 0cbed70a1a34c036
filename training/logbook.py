"""The run's written records: CSV logs that survive a kill, and an honest clock for progress."""
import csv
import io
import statistics
from collections import deque
from pathlib import Path
from typing import Deque, Dict, List, Optional, Sequence

from .checkpoint import write_whole
from .errors import TrainingError


class Log:
    """A CSV file with a `step` column. Rows after the step that a run resumes from are dropped, so no step appears twice."""

    def __init__(self, path: Path, resume_step: int) -> None:
        self.path = path
        self.columns: Optional[List[str]] = None
        if path.exists():
            with open(path, newline="", encoding="utf-8") as file:
                rows = list(csv.reader(file))
            if rows:
                self.columns = rows[0]  # a file keeps the columns that it began with
                kept = [r for r in rows[1:] if len(r) == len(rows[0]) and r[0].isdigit() and int(r[0]) <= resume_step]
                text = io.StringIO()
                csv.writer(text).writerows([rows[0], *kept])
                write_whole(path, text.getvalue().encode())

    def write(self, row: Dict[str, float]) -> None:
        """Append one row; the first one of a file defines its columns."""
        try:
            with open(self.path, "a", newline="", encoding="utf-8") as file:
                writer = csv.writer(file)
                if self.columns is None:
                    self.columns = list(row)
                    writer.writerow(self.columns)
                writer.writerow([_short(row.get(name)) for name in self.columns])
        except OSError as error:
            raise TrainingError(f"{self.path.name} could not be written: {error.strerror or error}.") from None


def _short(value: Optional[float]) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else f"{value:.5g}"


class Pace:
    """Time of a step as the median of the last ones, so that a pause of the process distorts neither rate nor forecast."""

    def __init__(self, window: int = 41) -> None:
        self._times: Deque[float] = deque(maxlen=window)

    def add(self, seconds: float) -> float:
        """Record one step; returns the seconds to count as work: a step longer than five medians was paused, not working."""
        self._times.append(seconds)
        return min(seconds, 5 * self.median())

    def median(self) -> float:
        """Seconds for a step."""
        return statistics.median(self._times)

    def progress(self, step: int, steps: int, batch: int) -> str:
        """For example `step 1200/60000  41.3 images/s  16 h 20 min left`."""
        seconds = self.median()
        return f"step {step}/{steps}  {batch / seconds:.1f} images/s  {duration((steps - step) * seconds)} left"


def duration(seconds: float) -> str:
    """Whole minutes and hours in words."""
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"


def is_snapshot(step: int, first: int = 50, for_each_doubling: int = 3) -> bool:
    """Whether a snapshot falls on `step`: step 0, then `for_each_doubling` a doubling from `first` on, rounded."""
    if step == 0:
        return True
    return step in snapshot_steps(step, first, for_each_doubling)


def snapshot_steps(limit: int, first: int = 50, for_each_doubling: int = 3) -> Sequence[int]:
    """All log-spaced snapshot steps from `first` up to `limit`."""
    found, n = [], 0
    while True:
        step = round(first * 2 ** (n / for_each_doubling))
        if step > limit:
            return found
        found.append(step)
        n += 1
