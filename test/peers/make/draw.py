"""Random tensors that stand for trained ones: the same for a name on every machine, and nowhere degenerate."""
import math
import zlib

import numpy as np
import torch


class Draw:
    """A stream of random tensors, named, so that one peer's numbers do not hang on another's."""

    def __init__(self, name):
        self.rng = np.random.Generator(np.random.PCG64(zlib.crc32(name.encode())))

    def normal(self, *shape, scale=1.0):
        """Normal numbers of any shape; `()` gives a scalar tensor."""
        return torch.from_numpy(np.asarray(self.rng.standard_normal(shape) * scale, dtype=np.float32))

    def uniform(self, low, high, *shape):
        return torch.from_numpy(np.asarray(self.rng.uniform(low, high, shape), dtype=np.float32))

    def weight(self, *shape, gain=1.0, inputs=None):
        """A layer's weight; `inputs` is its fan-in where that is not all but the first dimension."""
        fan = inputs or int(np.prod(shape[1:]))
        return self.normal(*shape, scale=gain / math.sqrt(fan))

    def bias(self, *shape):
        return self.normal(*shape, scale=0.3)

    def gain(self, *shape):
        """Scales of a norm: mostly positive, some small, some negative."""
        return 1 + self.normal(*shape, scale=0.4)

    def classes(self, count):
        """Two different classes."""
        return torch.from_numpy(self.rng.permutation(count)[:2].astype(np.int64))
