"""What every peer does in the same way: PyTorch's own norm keys, and the settling of a network and its golden values."""
import torch

from . import files, golden, layers
from .draw import Draw


def put_norm(draw, state, name, channels, affine=True, tracked=True):
    """The keys of `nn.BatchNorm2d`."""
    if affine:
        state[f"{name}.weight"] = draw.gain(channels)
        state[f"{name}.bias"] = draw.bias(channels)
    put_statistics(state, name, channels)
    if tracked:
        state[f"{name}.num_batches_tracked"] = torch.tensor(2200)


def put_statistics(state, name, channels, mean="running_mean", variance="running_var"):
    """Their numbers come with `settle`."""
    state[f"{name}.{mean}"] = torch.zeros(channels)
    state[f"{name}.{variance}"] = torch.ones(channels)


def norm(state, name, eps=1e-5, scale=None, shift=None, mean="running_mean", variance="running_var", batch=False):
    """
    The function that such a norm is; scale and shift are the file's own where they are not given and the file has them.
    @param batch in train mode: the statistics of the batch
    """
    scale = state.get(f"{name}.weight") if scale is None else scale
    shift = state.get(f"{name}.bias") if shift is None else shift
    if batch:
        return lambda x: layers.norm(x, None, None, eps, scale, shift)
    return lambda x: layers.norm(x, state[f"{name}.{mean}"], state[f"{name}.{variance}"], eps, scale, shift)


def gain_and_shift(table, classes):
    """The rows of a table [K, 2C] that holds the gains first and the shifts second."""
    return table[classes].chunk(2, 1)


def settle(name, state, forward, latent, class_count=0):
    """
    Gives the norms of a fresh network their statistics, in place.
    @param forward of (state, z, classes), gives the picture and the sites
    """
    draw = Draw(f"{name} settling")
    z = draw.normal(16, latent)
    classes = torch.arange(16) % class_count if class_count else None
    with layers.tuning(draw), torch.no_grad():
        forward(state, z, classes)


def write_golden(path, name, state, forward, latent, class_count=0, extra=None, whole=False):
    """
    Two latents, two classes, and what comes of them.
    @param extra of (state, z, classes), gives more tensors by name
    """
    draw = Draw(f"{name} latents")
    z = draw.normal(2, latent)
    classes = draw.classes(class_count) if class_count else None
    state = files.doubled(state)
    with torch.no_grad():
        image, sites = forward(state, z.double(), classes)
        more = extra(state, z.double(), classes) if extra else None
    golden.write(path, z, classes, image, sites, more, whole)
    report(name, state, forward, z.double(), classes, image, sites)


def report(name, state, forward, z, classes, image, sites):
    """One line that shows that nothing is degenerate: the picture's spread, and for each site how sharp its map is."""
    with torch.no_grad():
        single = forward({k: v.float() if v.is_floating_point() else v for k, v in state.items()}, z.float(), classes)[0]
    parts = [f"in single precision {(single - image).abs().max():.0e}", f"std {image.std():.2f}", f"far {(image.abs() > 0.99).double().mean():.2f}", f"between {(image[0] - image[1]).abs().mean():.2f}"]
    for site, (gamma, weights) in sites.items():
        sharp = weights.amax(2).mean() * weights.shape[2]
        parts.append(f"{site}: gamma {gamma.item():.2f}, {tuple(weights.shape[1:])}, peak {sharp:.1f} x even")
    print(f"  {name}: " + "; ".join(parts))
