"""Distances of snapshots go into the manifest, and an evaluation leaves them there."""
import json
from pathlib import Path
from typing import Optional
from unittest import mock

import numpy as np

from training import checkpoint, evaluate, trend
from training.export import export
from training.trainer import Trainer

from . import tiny


def coarse(images: np.ndarray, _cache: Optional[Path] = None) -> np.ndarray:
    """Stands in for the network's features, which need Node: quarter images' means."""
    side = images.shape[1] // 2
    return images.reshape(len(images), 2, side, 2, side, 3).mean((2, 4)).reshape(len(images), -1).astype(np.float32)


class Trend(tiny.Case):
    def test_every_snapshot_has_its_distance(self) -> None:
        config = tiny.config(True)
        pictures = tiny.pictures(config)
        run = Trainer(config, pictures)
        run.advance()
        checkpoint.save(self.folder / "snapshots" / "000001.pt", run.state())
        run.advance()
        checkpoint.save(self.folder / "last.pt", run.state())
        folder = export(self.folder, self.folder / "models", self.folder / "golden", batches=2, latents=40)
        with mock.patch("training.dataset.load", lambda *_: pictures), mock.patch("training.trend.load", lambda _: config), \
                mock.patch("training.measures.distance.features", coarse):
            manifest = trend.compute(folder, self.folder, 24)
        [snapshot] = manifest["snapshots"]
        metrics = manifest["card"]["metrics"]
        self.assertGreater(snapshot["distance"], 0)
        self.assertGreater(metrics["trendDistance"], 0)
        self.assertNotEqual(metrics["trendDistance"], snapshot["distance"])
        self.assertEqual(metrics["trendSamples"], 24)

        (folder / "model.json").write_text(json.dumps(manifest), encoding="utf-8")
        names = ("samples", "distance", "floor", "entropyRatio", "queryDependence", "pairwise", "unaryRatio", "reach", "gammaEffect", "share", "gamma")
        evaluate.write_card(folder, {**{name: 1 for name in names}, "early": None})
        kept = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        self.assertEqual(kept["card"]["metrics"]["trendSamples"], 24)
        self.assertEqual(kept["card"]["metrics"]["distance"], 1)
        self.assertEqual(kept["snapshots"], manifest["snapshots"])
