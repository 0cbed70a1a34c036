"""Bad input gets a sentence that says what is wrong; a record is read without PyTorch."""
import gzip
import hashlib
import io
import json
import os
import subprocess
import tarfile
import zipfile
from pathlib import Path
from typing import Dict

import numpy as np
from PIL import Image

from training import dataset
from training.config import parse
from training.errors import TrainingError
from training.prepare import prepare

from . import tiny


def png(side: int = 16, seed: int = 0) -> bytes:
    """A image of noise as a PNG file."""
    buffer = io.BytesIO()
    Image.fromarray(np.random.default_rng(seed).integers(0, 256, (side, side, 3), np.uint8)).save(buffer, "PNG")
    return buffer.getvalue()


def tar(files: Dict[str, bytes]) -> bytes:
    """An uncompressed archive."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return buffer.getvalue()


class Prepare(tiny.Case):
    def source(self, files: Dict[str, bytes]) -> Path:
        for name, data in files.items():
            path = self.folder / "images" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        (self.folder / "images").mkdir(exist_ok=True)
        return self.folder / "images"

    def refused(self, source: Path, words: str, classes: bool = False) -> None:
        with self.assertRaisesRegex(TrainingError, words):
            prepare(tiny.config(classes), source, self.folder / "out")
        self.assertFalse((self.folder / "out").exists())

    def archive(self, name: str, data: bytes) -> Path:
        (self.folder / name).write_bytes(data)
        return self.folder / name

    def test_folder_and_archives_give_the_same_pictures(self) -> None:
        files = {f"{n}.png": png(seed=n) for n in range(3)}
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, data in files.items():
                archive.writestr(name, data)
        sources = [
            self.source(files), self.archive("a.tar", tar(files)), self.archive("a.tar.gz", gzip.compress(tar(files))),
            self.archive("a.zip", buffer.getvalue()),
        ]
        for source in sources:
            self.assertEqual(prepare(tiny.config(), source, self.folder / "out"), 3)
            loaded = dataset.load(self.folder / "out", tiny.config())
            for n in range(3):
                self.assertTrue(np.array_equal(loaded.images[n], np.asarray(Image.open(io.BytesIO(files[f"{n}.png"])))), source.name)

    def test_no_images_and_one(self) -> None:
        self.refused(self.source({"notes.txt": b"x"}), "holds no images")
        self.refused(self.source({"a.png": png()}), "holds one image")
        self.refused(self.folder / "nowhere", "There is no folder or archive")

    def test_wrong_size(self) -> None:
        source = self.source({"a.png": png(), "b.png": png(24)})
        self.refused(source, r"b\.png is 24x24 pixels, but the configuration needs 16x16")
        self.assertEqual(prepare(tiny.config(), source, self.folder / "out", fit=True), 2)

    def test_truncated_archives(self) -> None:
        files = {f"{n}.png": png(seed=n) for n in range(3)}
        whole = tar(files)
        second = 512 + -(-len(files["0.png"]) // 512) * 512
        self.refused(self.archive("inside.tar", whole[: second + 700]), "truncated")
        self.refused(self.archive("between.tar", whole[:second]), "truncated")
        packed = gzip.compress(whole)
        self.refused(self.archive("a.tar.gz", packed[: len(packed) // 2]), "truncated")
        self.refused(self.archive("empty.tar", b""), "truncated")

    def test_truncated_image(self) -> None:
        self.refused(self.source({"a.png": png(), "b.png": png()[:300]}), r"b\.png cannot be read as an image")

    def test_too_few_of_a_class(self) -> None:
        files = {f"{name}/{n}.png": png() for name, count in (("river", 50), ("road", 49), ("field", 50)) for n in range(count)}
        self.refused(self.source(files), "The class road has 49 images, but at least 50 are needed", classes=True)

    def test_image_outside_the_classes(self) -> None:
        self.refused(self.source({"lake/a.png": png()}), "lies in none of the class folders", classes=True)

    def test_prepared_data_that_does_not_fit(self) -> None:
        out = self.folder / "out"
        with self.assertRaisesRegex(TrainingError, "holds no prepared data"):
            dataset.load(out, tiny.config())
        prepare(tiny.config(), self.source({"a.png": png(), "b.png": png()}), out)
        with self.assertRaisesRegex(TrainingError, "has the classes None"):
            dataset.load(out, tiny.config(classes=True))
        (out / "pictures.npy").write_bytes((out / "pictures.npy").read_bytes()[:200])
        with self.assertRaisesRegex(TrainingError, "is damaged"):
            dataset.load(out, tiny.config())

    def test_configurations(self) -> None:
        good = tiny.config().to_json()
        for change, words in (({"resolution": 20}, "power of two"), ({"extra": 1}, "unknown field"), ({"latent": "8"}, "wrong type")):
            with self.assertRaisesRegex(TrainingError, words):
                parse({**good, **change})


class Record(tiny.Case):
    def evaluate(self, weights: bytes) -> "subprocess.CompletedProcess[str]":
        """The command in a Python whose PyTorch, NumPy and Pillow cannot be imported."""
        blocked, models = self.folder / "blocked", self.folder / "models"
        blocked.mkdir()
        for name in ("torch", "numpy", "PIL"):
            (blocked / f"{name}.py").write_text("raise ImportError('blocked')\n", encoding="utf-8")
        (models / "tiny").mkdir(parents=True)
        (models / "tiny" / "generator.safetensors").write_bytes(weights)
        manifest = {"id": "tiny", "generator": {"weights": {"path": "generator.safetensors"}}}
        (models / "tiny" / "model.json").write_text(json.dumps(manifest), encoding="utf-8")
        record = {
            "model": "tiny", "samples": 5000, "distance": 1.5, "floor": 0.5, "entropyRatio": 0.4, "queryDependence": 0.6,
            "gammaEffect": 0.1, "weights": hashlib.sha256(b"weights").hexdigest(), "early": None,
        }
        (models / "tiny.json").write_text(json.dumps(record), encoding="utf-8")
        command = ["python3", "-m", "training.evaluate", "--json", "tiny", "--models", str(models)]
        environment = {**os.environ, "PYTHONPATH": str(blocked), "SAGAN_TRAINING_STARTED": "1"}
        return subprocess.run(command, cwd=tiny.ROOT, env=environment, capture_output=True, text=True, check=False)

    def test_reading_needs_no_pytorch(self) -> None:
        done = self.evaluate(b"weights")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        names = ["model", "samples", "distance", "floor", "entropyRatio", "queryDependence", "gammaEffect"]
        self.assertEqual(list(json.loads(done.stdout)), names)
        self.assertEqual(json.loads(done.stdout)["distance"], 1.5)

    def test_a_record_of_other_weights_is_not_used(self) -> None:
        done = self.evaluate(b"other weights")
        self.assertNotEqual(done.returncode, 0)
        self.assertEqual(done.stdout, "")
        self.assertIn("has no record of these weights", done.stderr)
