"""What the networks are made of. Maps are [B, C, H, W]; layers are (weight, bias or None)."""
import torch
import torch.nn.functional as F

relu = F.relu
_tuning = None


class tuning:
    """
    While it is open, `norm` first writes the statistics of the batch at hand, some way off, into the tensors that it was given.
    Random running statistics would let a picture fade or saturate; these keep it alive, as training does.
    """

    def __init__(self, draw):
        self.draw = draw

    def __enter__(self):
        global _tuning
        _tuning = self.draw

    def __exit__(self, *_):
        global _tuning
        _tuning = None


def norm(x, mean, variance, eps, scale=None, shift=None):
    """
    Batch normalisation with running statistics, or with the batch's own where `mean` is None.
    `scale` and `shift` are [C], or [B, C] where they depend on the class or the latent.
    """
    if _tuning is not None and mean is not None:
        spread = x.var((0, 2, 3), unbiased=False)
        mean.view(-1).copy_(x.mean((0, 2, 3)) + _tuning.normal(x.shape[1], scale=0.3) * spread.sqrt())
        variance.view(-1).copy_(spread * _tuning.uniform(0.6, 1.6, x.shape[1]) + 0.01)
    if mean is None:
        mean, variance = x.mean((0, 2, 3)), x.var((0, 2, 3), unbiased=False)
    x = (x - per_channel(mean.reshape(-1))) / (per_channel(variance.reshape(-1)) + eps).sqrt()
    if scale is not None:
        x = x * per_channel(scale)
    return x if shift is None else x + per_channel(shift)


def per_channel(values):
    """[C] or [B, C] so that it meets [B, C, H, W]."""
    return values.reshape(-1, values.shape[-1], 1, 1)


def dense(x, layer):
    return F.linear(x, *layer)


def conv(x, layer):
    """A convolution of stride 1 that keeps the size."""
    weight, bias = layer
    return F.conv2d(x, weight, bias, padding=weight.shape[-1] // 2)


def reflect_conv(x, layer):
    """The same, with the border mirrored in place of zeros."""
    pad = layer[0].shape[-1] // 2
    return F.conv2d(F.pad(x, (pad, pad, pad, pad), mode="reflect"), *layer)


def deconv(x, layer):
    """Transposed convolution with kernel 4: 1x1 becomes 4x4, anything else doubles."""
    stride, padding = (1, 0) if x.shape[-1] == 1 else (2, 1)
    return F.conv_transpose2d(x, *layer, stride=stride, padding=padding)


def nearest(x):
    return F.interpolate(x, scale_factor=2, mode="nearest")


def bilinear(x):
    return F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)


def residual(x, up, norm1, conv1, norm2, conv2, skip, conv_=conv):
    """norm, ReLU, up, 3x3, norm, ReLU, 3x3 beside up, 1x1. The first four are functions, the layers pairs."""
    h = conv_(up(relu(norm1(x))), conv1)
    h = conv_(relu(norm2(h)), conv2)
    return h + conv(up(x), skip)


def attend(x, query, source, value, gamma, out=None, pooled=False, over="sources"):
    """
    Self-attention, whatever the code base calls its projections: `query` is the one on the side of the output location j, `source`
    the one on the side of the location i that is read. Gives the map after the block and A [B, N, M], the weight with which j reads i.
    `over` is what the softmax runs over: the sources of an output, or the outputs of a source, where rows of A do not sum to 1.
    """
    pool = (lambda t: F.max_pool2d(t, 2)) if pooled else (lambda t: t)
    flat = lambda t: t.flatten(2)
    q = flat(conv(x, query))
    s = flat(pool(conv(x, source)))
    v = flat(pool(conv(x, value)))
    logits = torch.einsum("bcj,bci->bji", q, s)
    weights = torch.softmax(logits, dim=2 if over == "sources" else 1)
    read = torch.einsum("bji,bci->bcj", weights, v).reshape(x.shape[0], v.shape[1], *x.shape[2:])
    if out is not None:
        read = conv(read, out)
    return x + gamma * read, weights
