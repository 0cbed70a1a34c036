"""Command: turn a folder or an archive of images into the checked array that training reads.

    python3 -m training.prepare cats64 --from cats64.tar [--fit] [--data ~/sagan-runs/data]

Classes are the images' folders. Every image must have the configured size unless --fit crops it square and resizes it.
"""
import argparse
import hashlib
import io
import json
import lzma
import sys
import tarfile
import zipfile
import zlib
from pathlib import Path
from typing import Iterator, List, Optional, Tuple

from . import runtime
from .config import Config, load
from .errors import TrainingError

SUFFIXES = {".png", ".jpg", ".jpeg", ".webp", ".bmp"}
LEAST = 2  # pictures: fewer cannot make a batch
LEAST_PER_CLASS = 50  # fewer than this and the class is learned by heart


def _wanted(name: str) -> bool:
    path = Path(name)
    return path.suffix.lower() in SUFFIXES and not path.name.startswith("._")


def entries(source: Path) -> Iterator[Tuple[str, bytes]]:
    """(path inside the source, file bytes) of every image, sorted by path. Raises TrainingError for a damaged archive."""
    if source.is_dir():
        for path in sorted(p for p in source.rglob("*") if p.is_file() and _wanted(p.name)):
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


def decode(name: str, data: bytes, size: int, fit: bool) -> bytes:
    """RGB bytes [size, size, 3] of one image file."""
    from PIL import Image

    try:
        image = Image.open(io.BytesIO(data)).convert("RGB")
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
    """The number of the class whose folder an image lies in."""
    for part in reversed(Path(name).parts[:-1]):
        if part in ids:
            return ids.index(part)
    raise TrainingError(f"{name} lies in none of the class folders {', '.join(ids)}.")


def prepare(config: Config, source: Path, folder: Path, fit: bool = False) -> int:
    """Write pictures.npy, labels.npy and about.json into `folder`; returns the number of pictures."""
    import numpy as np

    from .checkpoint import write_whole

    ids = [c.id for c in config.classes] if config.classes else None
    rows: List[bytes] = []
    labels: List[int] = []
    for name, data in entries(source):
        if ids is not None:
            labels.append(class_of(name, ids))
        rows.append(decode(name, data, config.resolution, fit))
        if len(rows) % 2000 == 0:
            print(f"{len(rows)} images read", file=sys.stderr)
    if not rows:
        raise TrainingError(f"{source} holds no images ({', '.join(sorted(SUFFIXES))}).")
    if len(rows) < LEAST:
        raise TrainingError(f"{source} holds one image; training needs many.")
    for number, ident in enumerate(ids or []):
        if labels.count(number) < LEAST_PER_CLASS:
            raise TrainingError(
                f"The class {ident} has {labels.count(number)} images, but at least {LEAST_PER_CLASS} are needed for each class."
            )
    shape = (len(rows), config.resolution, config.resolution, 3)
    images = np.frombuffer(b"".join(rows), np.uint8).reshape(shape)

    def saved(array: "np.ndarray") -> bytes:
        buffer = io.BytesIO()
        np.save(buffer, array)
        return buffer.getvalue()

    write_whole(folder / "pictures.npy", saved(images))
    if ids:
        write_whole(folder / "labels.npy", saved(np.array(labels, np.uint8)))
    counts: Optional[dict] = {ident: labels.count(n) for n, ident in enumerate(ids)} if ids else None
    about = {"count": len(rows), "classes": ids, "perClass": counts, "sha256": hashlib.sha256(images.tobytes()).hexdigest()}
    write_whole(folder / "about.json", json.dumps(about, indent=1).encode())
    return len(rows)


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
