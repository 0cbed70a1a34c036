"""A resumed run is the uninterrupted run, and no file is ever left half-written."""
import contextlib
import csv
import errno
import io
import os
import shutil
from pathlib import Path
from typing import Any
from unittest import mock

import torch

from training import checkpoint, train
from training.config import Config
from training.errors import TrainingError
from training.logbook import Log
from training.trainer import Trainer

from . import tiny


class Resume(tiny.Case):
    def go(self, config: Config, out: Path, steps: int, threads: int = 1) -> str:
        """Train to a step; returns what was printed."""
        printed = io.StringIO()
        patches = [
            mock.patch("training.dataset.load", lambda _folder, _config: tiny.pictures(config)),
            mock.patch.object(train, "LOG_STEPS", 1), mock.patch.object(train, "SHEET_STEPS", 2),
            mock.patch.object(train, "SINGULAR_STEPS", 2), contextlib.redirect_stdout(printed),
        ]
        with contextlib.ExitStack() as stack:
            for patch in patches:
                stack.enter_context(patch)
            self.assertEqual(train.run(config, self.folder, out, steps, "cpu", threads=threads), steps)
        return printed.getvalue()

    def assert_same(self, a: Any, b: Any, path: str = "state") -> None:
        """Equal bit for bit, at every depth."""
        self.assertIs(type(a), type(b), path)
        if isinstance(a, torch.Tensor):
            self.assertEqual(a.dtype, b.dtype, path)
            self.assertTrue(torch.equal(a, b), path)
        elif isinstance(a, dict):
            self.assertEqual(list(a), list(b), path)
            for key in a:
                self.assert_same(a[key], b[key], f"{path}.{key}")
        elif isinstance(a, (list, tuple)):
            self.assertEqual(len(a), len(b), path)
            for n, (x, y) in enumerate(zip(a, b)):
                self.assert_same(x, y, f"{path}[{n}]")
        else:
            self.assertEqual(a, b, path)

    def check(self, config: Config) -> None:
        whole, parts = self.folder / "whole", self.folder / "parts"
        self.go(config, whole, 7)
        self.go(config, parts, 3)
        kept = (parts / "last.pt").read_bytes()
        self.go(config, parts, 5)
        (parts / "last.pt").write_bytes(kept)  # as after a kill at step 5 whose last save was of step 3
        self.go(config, parts, 7)
        a, b = (checkpoint.load(folder / "last.pt") for folder in (whole, parts))
        for state in (a, b):
            self.assertGreater(state.pop("seconds"), 0)
        self.assertEqual(a["step"], 7)
        self.assert_same(a, b)
        for name in ("log.csv", "singular.csv"):
            rows = []
            for folder in (whole, parts):
                with open(folder / name, newline="", encoding="utf-8") as file:
                    rows.append([{k: v for k, v in row.items() if k != "seconds"} for row in csv.DictReader(file)])
            self.assertGreater(len(rows[0]), 2)
            self.assertEqual(rows[0], rows[1])

    def test_equals_an_uninterrupted_run(self) -> None:
        self.check(tiny.config())

    def test_equals_an_uninterrupted_run_with_classes(self) -> None:
        self.check(tiny.config(classes=True))

    def test_the_number_of_threads_is_that_of_the_start(self) -> None:
        self.addCleanup(torch.set_num_threads, 1)
        whole, parts, config = self.folder / "whole", self.folder / "parts", tiny.config()
        self.go(config, whole, 4, threads=2)
        self.go(config, parts, 2, threads=2)
        torch.set_num_threads(1)  # as on a machine with another number of cores
        self.go(config, parts, 4, threads=0)
        self.assertEqual(torch.get_num_threads(), 2)
        a, b = (checkpoint.load(folder / "last.pt") for folder in (whole, parts))
        for state in (a, b):
            self.assertGreater(state.pop("seconds"), 0)
        self.assert_same(a, b)
        self.assertIn("1 threads instead of 2", self.go(config, parts, 5, threads=1))
        self.assertNotIn("instead of", self.go(config, parts, 6, threads=0))
        self.assertEqual(torch.get_num_threads(), 1)

    def test_numbers_that_are_not_finite_are_never_saved(self) -> None:
        advance, config = Trainer.advance, tiny.config()

        def poisoned(value: float, kind: str) -> Any:
            def step(run: Trainer) -> Any:
                figures = advance(run)
                if run.step == 5:
                    weights = {"weight": run.generator.rgb.weight, "average": run.average.rgb.weight, "statistic": run.generator.norm.running_var}
                    weights["moment"] = next(iter(run.optimiser_d.state.values()))["exp_avg_sq"]
                    weights[kind].data[(0,) * weights[kind].dim()] = value
                return figures

            return step

        for value, kind in ((float("nan"), "weight"), (float("inf"), "average"), (float("nan"), "statistic"), (float("inf"), "moment")):
            out = self.folder / kind
            self.go(config, out, 4)
            with mock.patch.object(Trainer, "advance", poisoned(value, kind)), mock.patch.object(train, "SAVE_SECONDS", 0):
                with self.assertRaisesRegex(TrainingError, "not finite"):
                    self.go(config, out, 9)
            state = checkpoint.load(out / "last.pt")
            self.assertEqual(state["step"], 4)
            self.assertTrue(all(bool(torch.isfinite(t).all()) for t in state["average"].values()))
            self.assertEqual(self.go(config, out, 5)[:8], "resuming")

    def test_refuses_other_networks_and_other_data(self) -> None:
        out = self.folder / "run"
        self.go(tiny.config(), out, 1)
        with self.assertRaisesRegex(TrainingError, "does not fit the configured networks"):
            self.go(tiny.config(classes=True), out, 2)
        state = checkpoint.load(out / "last.pt")
        checkpoint.save(out / "last.pt", {**state, "data": "1" * 64})
        with self.assertRaisesRegex(TrainingError, "trained on other data"):
            self.go(tiny.config(), out, 2)


class Whole(tiny.Case):
    def setUp(self) -> None:
        super().setUp()
        self.path = self.folder / "last.pt"
        checkpoint.save(self.path, {"x": torch.ones(1000)})

    def assert_old(self) -> None:
        self.assertEqual(float(checkpoint.load(self.path)["x"].sum()), 1000)
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), ["last.pt"])

    def test_a_full_disk_leaves_the_old_file(self) -> None:
        if not os.path.exists("/dev/full"):
            self.skipTest("this system has no /dev/full")
        (self.folder / "last.pt.part").symlink_to("/dev/full")  # every write to it fails as on a full disk
        with self.assertRaisesRegex(TrainingError, r"last\.pt could not be saved: No space left on device; .* still whole"):
            checkpoint.save(self.path, {"x": torch.zeros(1000)})
        self.assert_old()

    def test_failures_of_flushing_and_renaming_leave_the_old_file(self) -> None:
        for call in ("os.fsync", "os.replace"):
            with mock.patch(call, side_effect=OSError(errno.ENOSPC, "No space left on device")):
                with self.assertRaisesRegex(TrainingError, "No space left"):
                    checkpoint.save(self.path, {"x": torch.zeros(1000)})
            self.assert_old()

    def test_a_kill_in_the_middle_of_writing_leaves_the_old_file(self) -> None:
        with mock.patch("os.replace", side_effect=KeyboardInterrupt):
            with self.assertRaises(KeyboardInterrupt):
                checkpoint.save(self.path, {"x": torch.zeros(1000)})
        self.assertEqual(float(checkpoint.load(self.path)["x"].sum()), 1000)
        checkpoint.save(self.path, {"x": torch.full((1000,), 2.0)})
        self.assertEqual(float(checkpoint.load(self.path)["x"].sum()), 2000)

    def test_a_folder_that_cannot_be_made(self) -> None:
        with self.assertRaisesRegex(TrainingError, "could not be saved"):
            checkpoint.save(self.path / "below" / "last.pt", {"x": torch.zeros(1)})

    def test_a_damaged_checkpoint(self) -> None:
        data = self.path.read_bytes()
        self.path.write_bytes(data[: len(data) // 2])
        with self.assertRaisesRegex(TrainingError, "not a readable checkpoint"):
            checkpoint.load(self.path)
        with self.assertRaisesRegex(TrainingError, "There is no file"):
            checkpoint.load(self.folder / "none.pt")

    def test_a_log_on_a_full_disk(self) -> None:
        path = self.folder / "log.csv"
        path.write_text("step,x\n1,2\n3,4\n", encoding="utf-8")
        (self.folder / "log.csv.part").symlink_to("/dev/full")
        with self.assertRaisesRegex(TrainingError, r"log\.csv could not be saved: No space left"):
            Log(path, 1)
        self.assertEqual(path.read_text(encoding="utf-8"), "step,x\n1,2\n3,4\n")
        shutil.rmtree(self.folder)
        with self.assertRaisesRegex(TrainingError, r"log\.csv could not be written"):
            Log(path, 1).write({"step": 2})
