"""Two processes that share each batch do what one process does with the whole of it, class-conditional statistics included."""
import json
import os
import socket
import subprocess
import sys
from typing import Any, Dict, List

import numpy as np
import torch

from training import checkpoint
from training.config import Config, parse

from . import tiny

STEPS, BATCH = 5, 8
# PyTorch 1.13's torchrun does not start its processes under Python 3.11 unless the place of their output is named.
OUTPUT = ["--redirects", "1", "--tee", "1"] if torch.__version__.startswith("1.") else []


class Parallel(tiny.Case):
    def config(self, **training: Any) -> Config:
        """Every part that looks at the whole batch: conditional norms, both terms on f and g, diversity, views, a normalised site."""
        value = tiny.config(True, batch=BATCH, steps=50, decayFrom=50, diversity=0.1, **training).to_json()
        value["discriminator"]["sites"][0]["normalise"] = True
        return parse(value)

    def data(self, config: Config) -> None:
        pictures, folder = tiny.pictures(config, 24), self.folder / "data" / "tiny"
        folder.mkdir(parents=True)
        np.save(folder / "pictures.npy", pictures.images)
        np.save(folder / "labels.npy", pictures.labels)
        (folder / "about.json").write_text(json.dumps({"classes": pictures.classes, "sha256": pictures.sha256}), encoding="utf-8")

    def train(self, launcher: List[str], out: str) -> Dict[str, Any]:
        """The state after some steps, by the command itself."""
        command = [
            sys.executable, *launcher, "-m", "training.train", str(self.folder / "tiny.json"), "--data", str(self.folder / "data"),
            "--out", str(self.folder / out), "--steps", str(STEPS), "--threads", "1", "--device", "cpu",
        ]
        environment = {**os.environ, "SAGAN_TRAINING_STARTED": "1", "OMP_NUM_THREADS": "1"}
        if sys.platform == "linux":
            environment["GLOO_SOCKET_IFNAME"] = "lo"  # a test machine's name need not have an address
        done = subprocess.run(command, cwd=tiny.ROOT, env=environment, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return checkpoint.load(self.folder / out / "last.pt")

    def check(self, config: Config, bound: float) -> None:
        self.data(config)
        (self.folder / "tiny.json").write_text(json.dumps(config.to_json()), encoding="utf-8")
        one = self.train([], "one")
        # A port of its own, so that tests of several checkouts can run at once on one machine.
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = str(free.getsockname()[1])
        where = ["--master_addr", "127.0.0.1", "--master_port", port]
        two = self.train(["-m", "torch.distributed.run", "--nproc_per_node", "2", *where, *OUTPUT], "two")
        self.assertEqual((one["step"], two["step"]), (STEPS, STEPS))
        moved = 0.0
        fresh = checkpoint.load(self.folder / "one" / "snapshots" / "000000.pt")["average"]
        for name in ("generator", "discriminator", "average"):
            self.assertEqual(list(one[name]), list(two[name]))
            for key, wanted in one[name].items():
                self.assertLess(float((two[name][key] - wanted).abs().max()), bound, f"{name} {key}")
                moved = max(moved, float((fresh[key] - wanted).abs().max()) if name == "average" else 0.0)
        self.assertGreater(moved, 1e-4)
        logs = [(self.folder / out / "config.json").read_text(encoding="utf-8") for out in ("one", "two")]
        self.assertEqual(*logs)

    def test_two_processes_equal_one(self) -> None:
        if not torch.distributed.is_available() or not getattr(torch.distributed, "is_gloo_available", lambda: True)():
            self.skipTest("this PyTorch has no gloo")
        # In float64, since Adam makes whole steps of gradients that are zero but for rounding.
        self.check(self.config(precision="fp64"), 1e-5)
