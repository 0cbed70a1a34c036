"""Precision and recall, agreement of pairs, copies, and the records of runs that are compared."""
import contextlib
import io
import json
from unittest import mock

import numpy as np

from training import checkpoint, claim, config, evaluate, record
from training.measures import manifold, neighbours, pairs
from training.errors import TrainingError
from training.trainer import Trainer

from . import tiny
from .test_trend import coarse

PAIRS = {"unit": 16, "classes": {"river": {"eyes": [[2, 2, 4, 4], [12, 2, 14, 4]]}, "road": {"eyes": [[2, 2, 4, 4], [12, 2, 14, 4]], "hair": [[0, 0, 2, 2], [14, 0, 16, 2]]}}}


class PrecisionRecall(tiny.Case):
    def test_against_the_definition(self) -> None:
        draw = np.random.default_rng(1)
        real, made = draw.normal(size=(700, 3)).astype(np.float32), draw.normal(0.7, 1.0, size=(600, 3)).astype(np.float32)

        def slow(points: np.ndarray, centres: np.ndarray) -> float:
            apart = np.sqrt(np.square(centres[:, None].astype(float) - centres[None]).sum(2))
            reach = np.sort(apart, 1)[:, 3]
            return float(np.mean([(np.sqrt(np.square(p - centres).sum(1)) <= reach).any() for p in points.astype(float)]))

        found = manifold.precision_recall(real, made)
        self.assertAlmostEqual(found["precision"], slow(made, real), places=3)
        self.assertAlmostEqual(found["recall"], slow(real, made), places=3)

    def test_repetition_lowers_recall_and_noise_precision(self) -> None:
        draw = np.random.default_rng(2)
        real = draw.normal(size=(500, 4))
        same = manifold.precision_recall(real, draw.normal(size=(500, 4)))
        few = manifold.precision_recall(real, real[:5][draw.integers(5, size=500)] + draw.normal(size=(500, 4)) * 1e-3)
        wide = manifold.precision_recall(real, 20 * draw.normal(size=(500, 4)))
        self.assertGreater(min(same.values()), 0.8)
        self.assertGreater(few["precision"], 0.9)
        self.assertLess(few["recall"], 0.1)
        self.assertLess(wide["precision"], 0.2)

    def test_equal_features_do_not_count_themselves_as_neighbours(self) -> None:
        twice = np.repeat(np.arange(6.0)[:, None] * 10, 2, 0)
        self.assertEqual(manifold.radii(twice, 1).tolist(), [0.0] * 12)
        self.assertEqual(manifold.radii(twice, 2).tolist(), [100.0] * 12)


class Pairs(tiny.Case):
    def images(self, apart: float, count: int = 40) -> np.ndarray:
        """Noise in colour from image to image; the right half's red differs from the left half's by `apart` (of 255)."""
        colours = np.random.default_rng(3).integers(0, 150, (count, 1, 1, 3))
        images = np.broadcast_to(colours, (count, 16, 16, 3)).copy()
        images[:, :, 8:, 0] += int(apart)
        return images.astype(np.uint8)

    def test_ratio_and_chance(self) -> None:
        labels = np.arange(40) % 3
        found = pairs.agreement(self.images(20), labels, self.images(10), labels, ["river", "road", "field"], PAIRS)
        self.assertAlmostEqual(found["pairAgreement"], 2.0, places=3)
        self.assertEqual(set(found["pairs"]), {"eyes", "hair"})
        for of in found["pairs"].values():
            self.assertAlmostEqual(of["generated"], 20 / 255, places=4)
            self.assertAlmostEqual(of["real"], 10 / 255, places=4)
            self.assertGreater(of["chance"], 0.1)
        self.assertGreater(found["pairChance"], 3)

    def test_patches_follow_the_size(self) -> None:
        large = self.images(10).repeat(4, 1).repeat(4, 2)
        small = pairs.differences(self.images(10), np.zeros(40, int), ["river"], PAIRS)
        self.assertEqual(pairs.differences(large, np.zeros(40, int), ["river"], PAIRS), small)
        self.assertAlmostEqual(small["river/eyes"], 10 / 255, places=6)

    def test_the_pairs_of_the_configurations_are_there(self) -> None:
        for path in config.FOLDER.glob("*.json"):
            of = config.load(path.stem)
            if of.pairs:
                known = pairs.load(of.pairs)
                self.assertEqual(set(known["classes"]), {c.id for c in of.classes or ()}, path.name)
                for patches in (patch for kinds in known["classes"].values() for pair in kinds.values() for patch in pair):
                    self.assertTrue(0 <= patches[0] < patches[2] <= known["unit"] and 0 <= patches[1] < patches[3] <= known["unit"])
        with self.assertRaisesRegex(TrainingError, "no pairs nothing"):
            pairs.load("nothing")


class Copies(tiny.Case):
    def test_copies_are_counted(self) -> None:
        draw = np.random.default_rng(4)
        real, others = (draw.integers(0, 256, (400, 32, 32, 3), np.uint8) for _ in range(2))
        half = np.concatenate([real[:50], others[:50]])
        self.assertLessEqual(neighbours.copied(others[:100], real), 0.1)
        self.assertAlmostEqual(neighbours.copied(half, real), 0.5, delta=0.06)


class Claim(tiny.Case):
    def test_runs_are_measured_recorded_and_printed(self) -> None:
        configs, records = self.folder / "configs", self.folder / "records"
        configs.mkdir()
        of = tiny.config(True).to_json()
        (configs / "claim-none.json").write_text(
            json.dumps({**of, "id": "claim-none", "pairs": "tiny", "generator": {**of["generator"], "sites": []}}), encoding="utf-8"
        )
        with contextlib.ExitStack() as stack:
            for patch in (
                mock.patch.object(config, "FOLDER", configs), mock.patch.object(record, "FOLDER", records),
                mock.patch("training.measures.pairs.load", lambda _name: PAIRS), mock.patch("training.measures.distance.features", coarse),
                mock.patch("training.dataset.load", lambda _folder, of: tiny.pictures(of, 60)),
                contextlib.redirect_stderr(io.StringIO()),
            ):
                stack.enter_context(patch)
            with self.assertRaisesRegex(TrainingError, "no records of claim"):
                evaluate.main(["claim"])
            run = Trainer(config.load("claim-none-7"), tiny.pictures(tiny.config(True), 60))
            run.advance()
            runs = self.folder / "runs"
            checkpoint.save(runs / "claim-none-7" / "snapshots" / "000001.pt", run.state())
            run.advance()
            checkpoint.save(runs / "claim-none-7" / "last.pt", run.state())
            with contextlib.redirect_stdout(io.StringIO()), mock.patch.object(claim, "SNAPSHOT_SAMPLES", 20):
                claim.main(["claim-none-7", "--runs", str(runs), "--data", str(self.folder), "--samples", "30"])
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                evaluate.main(["--json", "claim"])
        line = json.loads(printed.getvalue())
        self.assertEqual((line["run"], line["kind"], line["seed"], line["steps"]), ("claim-none-7", "none", 7, 2))
        self.assertIn("pairAgreement", line)
        self.assertNotIn("gammaEffect", line)
        points = json.loads((records / "claim" / "claim-none-7.json").read_text(encoding="utf-8"))["points"]
        self.assertEqual([point["step"] for point in points], [1, 2])
