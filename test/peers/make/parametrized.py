"""
PyTorch's newer spectral norm, `torch.nn.utils.parametrizations`: `parametrizations.weight.original`, `.0._u` and `.0._v` in place of
`weight_orig`, `weight_u` and `weight_v`; the same rule in eval mode, the same matrix dim 1 for transposed convolutions. Two networks of
other folders as a reader with a newer PyTorch would save them: KalinaXL's and mimicry's, with weights of their own.
"""
import re
from collections import OrderedDict

from . import files, kalinaxl, mimicry, peer

NEW = {"orig": "original", "u": "0._u", "v": "0._v"}


def renamed(state):
    """The same tensors under the newer names."""
    return OrderedDict((re.sub(r"\.weight_(orig|u|v)$", lambda m: f".parametrizations.weight.{NEW[m[1]]}", k), v) for k, v in state.items())


def make(folder):
    for name, state, forward, latent, count in (
        ("parametrized-deconv", kalinaxl.fresh("parametrized-deconv"), kalinaxl.forward, kalinaxl.LATENT, 0),
        ("parametrized-residual", mimicry.fresh("parametrized-residual", True), mimicry.forward, mimicry.LATENT, mimicry.CLASSES),
    ):
        peer.settle(name, state, forward, latent, count)
        files.pickled(folder / "parametrized" / f"{name}.pth", files.state_dict(renamed(state)))
        peer.write_golden(folder / "parametrized" / f"{name}.golden.safetensors", name, state, forward, latent, count)
