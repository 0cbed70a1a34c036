"""Command: train a model, or continue where its run stands.

    python3 -m training.train cats64 [--out ~/sagan-runs/cats64] [--steps N] [--device cuda]
    torchrun --nproc-per-node 2 -m training.train cats64

The run folder holds last.pt (the state to resume from, written at least once a minute), log.csv, singular.csv, sheets/ and
snapshots/. Stopping it with Ctrl-C or SIGTERM saves first; after a kill at most a minute of work is lost.
"""
import argparse
import json
import os
import signal
import time
from pathlib import Path
from typing import Any, Dict, List, Optional

from . import runtime
from .config import Config, load
from .cores import Cores

SAVE_SECONDS = 45  # of work between two checkpoints
LOG_STEPS = 20
SINGULAR_STEPS = 200
SHEET_STEPS = 250
PROGRESS_SECONDS = 20


class Stop:
    """Turns SIGINT and SIGTERM into a wish that is looked at between steps."""

    def __init__(self) -> None:
        self.wanted = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask)

    def _ask(self, *_: Any) -> None:
        self.wanted = True


class Records:
    """What a run writes into its folder. Nothing is written of a state that is not finite."""

    def __init__(self, trainer: Any, out: Path) -> None:
        from .logbook import Log

        self.trainer, self.out = trainer, out
        self.log, self.singular = Log(out / "log.csv", trainer.step), Log(out / "singular.csv", trainer.step)
        self.attention: Dict[str, float] = {}
        self.saved = trainer.seconds

    def mark(self) -> None:
        """A sheet and, on snapshot steps, a snapshot of the averaged generator as it stands now."""
        from . import checkpoint, dataset
        from .logbook import is_snapshot
        from .sheets import save_sheet
        from .trainer import SHEET_COLUMNS

        trainer = self.trainer
        sheet, snapshot = trainer.step % SHEET_STEPS == 0, is_snapshot(trainer.step)
        if sheet or snapshot:
            trainer.check()
        if sheet:
            images, self.attention = trainer.sheet()
            save_sheet(self.out / "sheets" / f"{trainer.step:06d}.png", dataset.to_bytes(images), SHEET_COLUMNS)
        if snapshot:
            state = {"format": 1, "config": trainer.config.to_json(), "step": trainer.step, "average": trainer.average.state_dict()}
            checkpoint.save(self.out / "snapshots" / f"{trainer.step:06d}.pt", state)

    def figures(self, values: Dict[str, float]) -> None:
        """A row of the log."""
        trainer = self.trainer
        trainer.check()
        row: Dict[str, Any] = {
            "step": trainer.step, "images": trainer.step * trainer.config.training.batch, "seconds": round(trainer.seconds, 1), **values,
        }
        names = ("entropyRatio", "queryDependence", "pairwise", "unaryRatio", "reach")
        row.update({name: self.attention.get(name) for name in names})
        self.attention = {}
        self.log.write(row)

    def singular_values(self) -> None:
        """A row of the largest singular values of the raw weights."""
        from .net.spectral import singular_values

        values = {f"g.{k}": v for k, v in singular_values(self.trainer.generator).items()}
        values.update({f"d.{k}": v for k, v in singular_values(self.trainer.discriminator).items()})
        self.singular.write({"step": self.trainer.step, **values})

    def save(self, after: float = 0.0) -> None:
        """The checkpoint, when `after` seconds of work have passed since the last one."""
        from . import checkpoint

        if after and self.trainer.seconds - self.saved <= after:
            return
        self.trainer.check()
        checkpoint.save(self.out / "last.pt", self.trainer.state())
        self.saved = self.trainer.seconds


def choose_threads(trainer: Any, precision: str, device: str, threads: int) -> Optional[Cores]:
    """Set the number of threads; returns what adapts it to the machine's load, for a run that does not promise equal bits.

    The number changes the order of sums and so the last bits, so a float32 or float64 run keeps the number that it began with.
    """
    import torch

    from .net import parallel

    exact = device == "cpu" and precision != "bf16"
    if exact and threads and trainer.threads and threads != trainer.threads:
        print(f"{threads} threads instead of {trainer.threads}: from here on the last bits differ from an uninterrupted run's", flush=True)
    if exact:
        trainer.threads = threads or trainer.threads or torch.get_num_threads()
        threads = trainer.threads
    if threads:
        torch.set_num_threads(threads)
    return Cores(runtime.cores()) if device == "cpu" and not threads and parallel.world() == 1 else None


def run(
    config: Config, data: Path, out: Path, steps: int, device: str, stop: Optional[Stop] = None, threads: int = 0
) -> int:
    """Train until `steps` steps are done or a stop is asked for; returns the step reached.

    threads: a fixed number, or 0 for a float32 run's own number, else for what other programs leave free (cores.py). Of several
    processes (parallel.py) the first one alone writes and prints.
    """
    import torch

    from . import checkpoint, dataset
    from .net import parallel
    from .logbook import Pace
    from .trainer import Trainer

    trainer = Trainer(config, dataset.load(data, config), device)
    first = parallel.rank() == 0
    if (out / "last.pt").exists():
        trainer.restore(checkpoint.load(out / "last.pt"))
        if first:
            print(f"resuming {config.id} at step {trainer.step}", flush=True)
    crowd = choose_threads(trainer, config.training.precision, device, threads)
    records = None
    if first:
        checkpoint.write_whole(out / "config.json", json.dumps(config.to_json(), indent=1, ensure_ascii=False).encode())
        records = Records(trainer, out)
        if trainer.step == 0:
            records.mark()
    pace, shown = Pace(), 0.0
    while trainer.step < steps and not parallel.any_of_them(bool(stop and stop.wanted), trainer.device):
        if crowd and crowd.choose() != torch.get_num_threads():
            torch.set_num_threads(crowd.threads)
        began = time.perf_counter()
        figures = trainer.advance()
        wanted = trainer.step % LOG_STEPS == 0
        values = {}
        if wanted:
            with parallel.synchronised():
                values = {name: float(parallel.mean(value)) for name, value in figures.items()}
        trainer.seconds += pace.add(time.perf_counter() - began)
        if records is None:
            continue
        records.mark()
        if wanted:
            records.figures(values)
        if trainer.step % SINGULAR_STEPS == 0:
            records.singular_values()
        if time.monotonic() - shown > PROGRESS_SECONDS:
            shown = time.monotonic()
            print(pace.progress(trainer.step, steps, config.training.batch), flush=True)
        records.save(SAVE_SECONDS)
    if records is not None:
        records.save()
        print(f"saved at step {trainer.step}", flush=True)
    return trainer.step


def main(arguments: Optional[List[str]] = None) -> None:
    parser = argparse.ArgumentParser(prog="python3 -m training.train", description="Train or resume a model.")
    parser.add_argument("config", help="model id in training/configs (with -N for seed N), or a JSON file")
    parser.add_argument("--data", type=Path, default=runtime.DATA, help="where prepared data lies (default %(default)s)")
    parser.add_argument("--out", type=Path, help="run folder (default: next to the data, by model id)")
    parser.add_argument("--steps", type=int, help="stop after this many steps in all (default: the configuration's)")
    parser.add_argument("--threads", type=int, default=0, help="fixed number of CPU threads (default: what others leave free)")
    parser.add_argument("--device", help="cpu or cuda (default: cuda where there is one)")
    options = parser.parse_args(arguments)
    config = load(options.config)
    import torch

    from .net import parallel

    runtime.threads()
    device = options.device or ("cuda" if torch.cuda.is_available() else "cpu")
    if parallel.launched():
        if device == "cuda":
            device = f"cuda:{os.environ['LOCAL_RANK']}"
            torch.cuda.set_device(device)
        parallel.join(device)
    steps = options.steps if options.steps is not None else config.training.steps
    out = options.out or runtime.HOME / config.id
    try:
        run(config, options.data / config.folder, out, steps, device, Stop(), options.threads)
    finally:
        if parallel.launched():
            parallel.leave()


if __name__ == "__main__":
    runtime.command("training.train", main)
