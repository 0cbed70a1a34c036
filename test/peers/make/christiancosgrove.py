"""
christiancosgrove/pytorch-spectral-normalization-gan (MIT): its generator has no attention, only its discriminator might; there is nothing to
show, and the file must be refused with that reason. The last convolution and those of the blocks are in it twice, in one storage.
"""
from collections import OrderedDict

from . import files, peer
from .draw import Draw

LATENT = 6
WIDTH = 4


def make(folder):
    draw, state = Draw("christiancosgrove"), OrderedDict()
    state["dense.weight"], state["dense.bias"] = draw.weight(WIDTH * 16, LATENT), draw.bias(WIDTH * 16)
    final = {"weight": draw.weight(3, WIDTH, 3, 3), "bias": draw.bias(3)}
    state.update((f"final.{key}", value) for key, value in final.items())
    for block in ("model.0", "model.1", "model.2"):
        convs = {j: {"weight": draw.weight(WIDTH, WIDTH, 3, 3), "bias": draw.bias(WIDTH)} for j in (1, 2)}
        for j in (1, 2):
            state.update((f"{block}.conv{j}.{key}", value) for key, value in convs[j].items())
        for j, (norm, conv) in ((1, (0, 3)), (2, (4, 6))):
            peer.put_norm(draw, state, f"{block}.model.{norm}", WIDTH)
            state.update((f"{block}.model.{conv}.{key}", value) for key, value in convs[j].items())
    peer.put_norm(draw, state, "model.3", WIDTH)
    state.update((f"model.5.{key}", value) for key, value in final.items())
    files.pickled(folder / "christiancosgrove" / "gen_10.refused.pth", files.state_dict(state))
