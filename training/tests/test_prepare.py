"""Images are prepared as a viewer shows them, classes are found whatever their folder's spelling, and every wrong image is named."""
import io
import unicodedata
from pathlib import Path
from typing import Any, Dict
from unittest import mock

import numpy as np
from PIL import Image

from training import dataset
from training.config import Config, parse
from training.errors import TrainingError
from training.prepare import class_of, decode, entries, prepare

from . import tiny

SIDE = 16
RAMP = np.linspace(0, 65535, SIDE * SIDE).reshape(SIDE, SIDE)


def file(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    """The bytes of an image file."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def read(data: bytes) -> np.ndarray:
    """uint8 [SIDE, SIDE, 3] as prepared."""
    return np.frombuffer(decode("image", data, SIDE, False), np.uint8).reshape(SIDE, SIDE, 3)


class Decoding(tiny.Case):
    def test_sixteen_bits_of_grey_keep_their_levels(self) -> None:
        levels = RAMP.astype(np.uint16)
        for image in (Image.fromarray(levels), Image.fromarray(levels.astype(np.int32), "I")):
            found = read(file(image))
            self.assertLessEqual(int(np.abs(found[..., 0] - levels / 257).max() + 0.5), 1)
            self.assertEqual(len(np.unique(found)), 256)

    def test_what_is_transparent_is_white(self) -> None:
        colour = np.zeros((SIDE, SIDE, 4), np.uint8)
        colour[..., 0], colour[:, SIDE // 2 :, 3] = 200, 255
        half = colour.copy()
        half[..., 3] = 128
        self.assertEqual(read(file(Image.fromarray(colour, "RGBA")))[0, 0].tolist(), [255, 255, 255])
        self.assertEqual(read(file(Image.fromarray(colour, "RGBA")))[0, -1].tolist(), [200, 0, 0])
        self.assertLess(np.abs(read(file(Image.fromarray(half, "RGBA")))[0, 0].astype(int) - [227, 127, 127]).max(), 2)
        grey = Image.fromarray(colour[..., [0, 3]], "LA")
        self.assertEqual(read(file(grey))[0, [0, -1], 1].tolist(), [255, 200])
        palette = Image.fromarray(np.arange(SIDE * SIDE, dtype=np.uint8).reshape(SIDE, SIDE) % 2, "P")
        palette.putpalette([10, 20, 30, 40, 50, 60])
        found = read(file(palette, transparency=0))
        self.assertEqual(found[0, :2].tolist(), [[255, 255, 255], [40, 50, 60]])
        keyed = Image.fromarray(colour[..., :3], "RGB")
        self.assertEqual(read(file(keyed, transparency=(200, 0, 0)))[0, 0].tolist(), [255, 255, 255])

    def test_the_camera_orientation_is_followed(self) -> None:
        upright = np.zeros((SIDE, SIDE, 3), np.uint8)
        upright[: SIDE // 2] = 255
        for orientation, stored in ((3, upright[::-1, ::-1]), (6, np.rot90(upright)), (8, np.rot90(upright, 3))):
            exif = Image.Exif()
            exif[0x0112] = orientation
            found = read(file(Image.fromarray(np.ascontiguousarray(stored)), "JPEG", exif=exif, quality=95))
            self.assertLess(np.abs(found.astype(int) - upright).mean(), 8, orientation)


class Folders(tiny.Case):
    def source(self, files: Dict[str, bytes]) -> Path:
        for name, data in files.items():
            path = self.folder / "images" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return self.folder / "images"

    def config(self, ids: "list[str]") -> Config:
        return parse({**tiny.config().to_json(), "classes": [{"id": ident, "name": {"en": ident}} for ident in ids]})

    def test_hidden_folders_and_files_are_no_data(self) -> None:
        png = file(Image.new("RGB", (SIDE, SIDE)))
        kept = ["a.png", "river/b.png"]
        hidden = [".ipynb_checkpoints/a.png", "river/.thumbnails/b.png", "__MACOSX/river/._b.png", "river/._b.png", ".hidden.png"]
        source = self.source({name: png for name in kept + hidden})
        self.assertEqual([name for name, _ in entries(source)], kept)

    def test_class_names_however_their_accents_are_written(self) -> None:
        for written in ("NFC", "NFD"):
            for configured in ("NFC", "NFD"):
                ids = [unicodedata.normalize(configured, "Café"), unicodedata.normalize(configured, "한글")]
                self.assertEqual(class_of(unicodedata.normalize(written, "data/한글/x.png"), ids), 1)
                self.assertEqual(class_of(unicodedata.normalize(written, "data/Café/x.png"), ids), 0)

    def test_more_classes_than_a_byte_counts(self) -> None:
        ids = [f"class{n:03}" for n in range(300)]
        png = file(Image.new("RGB", (SIDE, SIDE)))
        source = self.source({f"{ident}/a.png": png for ident in ids})
        with mock.patch("training.prepare.LEAST_PER_CLASS", 1):
            self.assertEqual(prepare(self.config(ids), source, self.folder / "out"), 300)
        labels = dataset.load(self.folder / "out", self.config(ids)).labels
        assert labels is not None
        self.assertEqual(labels.tolist(), list(range(300)))

    def test_every_broken_image_is_named(self) -> None:
        good = file(Image.new("RGB", (SIDE, SIDE)))
        files = {f"river/{n:02}.png": good for n in range(60)}
        files.update({"river/70.png": b"no image", "river/71.png": good[:40], "lake/72.png": good, "river/73.png": file(Image.new("RGB", (9, 9)))})
        with self.assertRaises(TrainingError) as caught:
            prepare(self.config(["river", "road"]), self.source(files), self.folder / "out")
        words = str(caught.exception)
        for part in ("4 images", "70.png", "71.png", "72.png lies in none", "73.png is 9x9"):
            self.assertIn(part, words)
        self.assertFalse((self.folder / "out").exists())

    def test_a_long_list_of_broken_images_is_cut(self) -> None:
        source = self.source({f"{n:03}.png": b"no image" for n in range(30)})
        with self.assertRaisesRegex(TrainingError, "30 images(.|\n)*and 10 more"):
            prepare(tiny.config(), source, self.folder / "out")
