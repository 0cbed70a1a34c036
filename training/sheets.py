"""Contact sheets of images as PNG files."""
import io
from pathlib import Path

import numpy as np
from PIL import Image

from .checkpoint import write_whole


def save_sheet(path: Path, images: np.ndarray, columns: int) -> None:
    """uint8 [count, R, R, 3] as a PNG grid with `columns` images in a row; the last row is filled with white."""
    count, side = images.shape[:2]
    rows = -(-count // columns)
    grid = np.full((rows * columns, side, side, 3), 255, np.uint8)
    grid[:count] = images
    sheet = grid.reshape(rows, columns, side, side, 3).transpose(0, 2, 1, 3, 4).reshape(rows * side, columns * side, 3)
    buffer = io.BytesIO()
    Image.fromarray(sheet).save(buffer, "PNG")
    write_whole(path, buffer.getvalue())
