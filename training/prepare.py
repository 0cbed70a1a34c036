"""Command: turn a folder or an archive of images into the checked array that training reads.

    python3 -m training.prepare cats64 --from cats64.tar [--fit] [--data ~/sagan-runs/data]

Classes are the images' folders. Every image must have the configured size unless --fit crops it square and resizes it.
"""
import argparse
import contextlib
import hashlib
import io
import json
import lzma
import os
import shutil
import sys
import tarfile
import tempfile
import unicodedata
import zipfile
import zlib
from collections import Counter
from pathlib import Path
from typing import IO, Any, Iterator, List, Optional, Tuple

from . import runtime
from .config import Config, load
from .errors import TrainingError

SUFFIXES = {".png", ".jpg", ".jpeg", ".webp", ".bmp"}
LEAST = 2  # images: fewer cannot make a batch
NAMED = 20  # wrong images that an error names
LEAST_PER_CLASS = 50  # fewer than this and the class is learned by heart


def _wanted(name: str) -> bool:
    """Whether a path inside the source is an image that a person put there: not hidden, not a system's or an editor's own."""
    path = Path(name)
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in path.parts)
    return path.suffix.lower() in SUFFIXES and not hidden


def entries(source: Path) -> Iterator[Tuple[str, bytes]]:
    """(path inside the source, file bytes) of every image, sorted by path. Raises TrainingError for a damaged archive."""
    if source.is_dir():
        for path in sorted(p for p in source.rglob("*") if p.is_file() and _wanted(str(p.relative_to(source)))):
            yield str(path.relative_to(source)), path.read_bytes()
        return
    if not source.exists():
        raise TrainingError(f"There is no folder or archive {source}.")
    try:
        if zipfile.is_zipfile(source):
            with zipfile.ZipFile(source) as archive:
                for name in sorted(n for n in archive.namelist() if _wanted(n)):
                    yield name, archive.read(name)
            return
        with tarfile.open(source) as archive:
            found = {}
            for member in archive:
                if member.isfile() and _wanted(member.name):
                    file = archive.extractfile(member)
                    found[member.name] = file.read() if file else b""
                    if len(found[member.name]) != member.size:
                        raise tarfile.ReadError("unexpected end of data")
            # A cut between two members would pass unnoticed: a whole archive ends in two blocks of zeros.
            if not _ends_whole(source, archive.offset):
                raise tarfile.ReadError("unexpected end of data")
        yield from sorted(found.items())
    except (tarfile.TarError, zipfile.BadZipFile, EOFError, zlib.error, lzma.LZMAError, OSError) as error:
        raise TrainingError(f"{source.name} is truncated or not an archive that can be read ({error}).") from None


def _ends_whole(source: Path, offset: int) -> bool:
    """Whether an uncompressed tar has its end marker at `offset`; compressed ones carry a check of their own."""
    with open(source, "rb") as file:
        if file.read(2) in (b"\x1f\x8b", b"BZ", b"\xfd7"):
            return True
        file.seek(offset)
        return file.read(512) == bytes(512)


def _eight_bits(image: Any) -> Any:
    """An image of more than eight bits a channel with its values brought to 0..255, which convert() would clip instead."""
    import numpy as np
    from PIL import Image

    if not image.mode.startswith(("I", "F")):
        return image
    values = np.asarray(image).astype(np.float64)
    return Image.fromarray(np.rint(values.clip(0, 65535) / 257).astype(np.uint8), "L")


def _shown(image: Any) -> Any:
    """An image as a viewer shows it, in RGB: turned as its EXIF data say, eight bits, what is transparent over white."""
    from PIL import Image, ImageOps

    image = _eight_bits(ImageOps.exif_transpose(image))
    if "A" in image.getbands() or "transparency" in image.info:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return image.convert("RGB")


def decode(name: str, data: bytes, size: int, fit: bool) -> bytes:
    """RGB bytes [size, size, 3] of one image file."""
    from PIL import Image

    try:
        image = _shown(Image.open(io.BytesIO(data)))
    except Exception as error:  # the decoders raise many kinds
        raise TrainingError(f"{name} cannot be read as an image ({type(error).__name__}).") from None
    if image.size != (size, size):
        if not fit:
            raise TrainingError(
                f"{name} is {image.width}x{image.height} pixels, but the configuration needs {size}x{size}; --fit crops and resizes."
            )
        side = min(image.size)
        left, top = (image.width - side) // 2, (image.height - side) // 2
        # Whole multiples by the mean of blocks, as the discriminator halves: no ringing beside a drawing's lines.
        how = Image.BOX if side % size == 0 else Image.LANCZOS
        image = image.resize((size, size), how, box=(left, top, left + side, top + side))
    return image.tobytes()


def class_of(name: str, ids: List[str]) -> int:
    """The number of the class whose folder an image lies in. Names are compared as text, however accents are written."""
    known = [unicodedata.normalize("NFC", ident) for ident in ids]
    for part in reversed(Path(unicodedata.normalize("NFC", name)).parts[:-1]):
        if part in known:
            return known.index(part)
    raise TrainingError(f"{name} lies in none of the class folders {', '.join(ids)}.")


def _read(config: Config, source: Path, fit: bool) -> Iterator[Tuple[bytes, int]]:
    """RGB bytes and class number (0 without classes) of every image; raises TrainingError at the end, naming all that are wrong."""
    ids = [c.id for c in config.classes] if config.classes else None
    wrong: List[str] = []
    for name, data in entries(source):
        try:
            label = 0 if ids is None else class_of(name, ids)
            image = decode(name, data, config.resolution, fit)
        except TrainingError as error:
            wrong.append(str(error))
            continue
        if not wrong:
            yield image, label
    if len(wrong) == 1:
        raise TrainingError(wrong[0])
    if wrong:
        more = f"\nand {len(wrong) - NAMED} more" if len(wrong) > NAMED else ""
        raise TrainingError(f"{len(wrong)} images of {source} cannot be used:\n" + "\n".join(wrong[:NAMED]) + more)


def prepare(config: Config, source: Path, folder: Path, fit: bool = False) -> int:
    """Write pictures.npy, labels.npy and about.json into `folder`; returns the number of images.

    Images go to a temporary file as they are read, so that memory holds one at a time.
    """
    import numpy as np

    from .checkpoint import write_whole

    ids = [c.id for c in config.classes] if config.classes else None
    labels: List[int] = []
    digest = hashlib.sha256()
    with tempfile.TemporaryFile() as rows:
        for image, label in _read(config, source, fit):
            rows.write(image)
            digest.update(image)
            labels.append(label)
            if len(labels) % 2000 == 0:
                print(f"{len(labels)} images read", file=sys.stderr)
        _check_counts(source, labels, ids)
        shape = (len(labels), config.resolution, config.resolution, 3)
        rows.seek(0)
        _save_array(folder / "pictures.npy", shape, rows)
    if ids:
        buffer = io.BytesIO()
        np.save(buffer, np.array(labels, np.min_scalar_type(len(ids) - 1)))
        write_whole(folder / "labels.npy", buffer.getvalue())
    counts = np.bincount(labels, minlength=len(ids or [0])).tolist()
    per_class: Optional[dict] = dict(zip(ids, counts)) if ids else None
    about = {"count": len(labels), "classes": ids, "perClass": per_class, "sha256": digest.hexdigest()}
    write_whole(folder / "about.json", json.dumps(about, indent=1).encode())
    return len(labels)


def _check_counts(source: Path, labels: List[int], ids: Optional[List[str]]) -> None:
    """Raises TrainingError for too few images."""
    if not labels:
        raise TrainingError(f"{source} holds no images ({', '.join(sorted(SUFFIXES))}).")
    if len(labels) < LEAST:
        raise TrainingError(f"{source} holds one image; training needs many.")
    counts = Counter(labels)
    for number, ident in enumerate(ids or []):
        if counts[number] < LEAST_PER_CLASS:
            raise TrainingError(
                f"The class {ident} has {counts[number]} images, but at least {LEAST_PER_CLASS} are needed for each class."
            )


def _save_array(path: Path, shape: Tuple[int, ...], rows: IO[bytes]) -> None:
    """An .npy file of bytes, whole or not at all."""
    import numpy as np

    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(part, "wb") as file:
            np.lib.format.write_array_header_1_0(file, {"descr": "|u1", "fortran_order": False, "shape": shape})
            shutil.copyfileobj(rows, file, 1 << 24)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        raise TrainingError(f"{path.name} could not be saved: {error.strerror or error}.") from None


def main(arguments: Optional[List[str]] = None) -> None:
    parser = argparse.ArgumentParser(prog="python3 -m training.prepare", description="Images to a checked array.")
    parser.add_argument("config", help="model id in training/configs, or a JSON file")
    parser.add_argument("--from", dest="source", required=True, type=Path, help="folder, .tar, .tar.gz or .zip of images")
    parser.add_argument("--data", type=Path, default=runtime.DATA, help="where prepared data lies (default %(default)s)")
    parser.add_argument("--fit", action="store_true", help="crop to a square and resize images of other sizes")
    options = parser.parse_args(arguments)
    config = load(options.config)
    folder = options.data / config.folder
    print(f"{prepare(config, options.source, folder, options.fit)} images in {folder}")


if __name__ == "__main__":
    runtime.command("training.prepare", main)
