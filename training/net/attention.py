"""Self-attention of the SAGAN paper (section 3, equations 1 to 3) and its blocked computation.

For features x [B, C, H, W], query location j and key location i:
    s_ij = f(x_i) . g(x_j),   beta_{j,i} = softmax over i of s_ij,   o_j = v(sum_i beta_{j,i} h(x_i)),   y = gamma o + x
f (keys), g (queries): 1x1, width C/8; h (values): 1x1, width C/2; v: 1x1 back to C; gamma starts at 0.
"""
from typing import Any, Dict, Optional, Tuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from . import parallel
from .spectral import Conv

BLOCK = 512  # query rows at a time: 512 x 1024 scores are 1 or 2 MiB and stay in a core's cache


class BlockedAttention(torch.autograd.Function):
    """softmax(q k^T) h for q [B, N, d], k [B, M, d], h [B, M, e] -> [B, N, e], in blocks of queries of one sample.

    The scores are computed again in the backward pass, so that no [N, M] matrix is ever kept. With p the softmax rows:
    dh = p^T do, dp = do h^T, ds = p * (dp - sum_i p dp), dq = ds k, dk = ds^T q.
    """

    @staticmethod
    def forward(ctx: Any, q: Tensor, k: Tensor, h: Tensor) -> Tensor:  # type: ignore[override]
        out = q.new_empty(q.shape[0], q.shape[1], h.shape[2])
        for b in range(q.shape[0]):
            for start in range(0, q.shape[1], BLOCK):
                rows = slice(start, start + BLOCK)
                p = torch.softmax(torch.mm(q[b, rows], k[b].t()), 1)
                torch.mm(p, h[b], out=out[b, rows])
        ctx.save_for_backward(q, k, h)
        return out

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> Tuple[Tensor, Tensor, Tensor]:  # type: ignore[override]
        q, k, h = ctx.saved_tensors
        grad = grad.contiguous()
        dq = torch.empty_like(q)
        # Sums over blocks are kept in float32, also where the blocks are bfloat16.
        dk, dh = torch.zeros_like(k, dtype=_wide(k)), torch.zeros_like(h, dtype=_wide(h))
        for b in range(q.shape[0]):
            for start in range(0, q.shape[1], BLOCK):
                rows = slice(start, start + BLOCK)
                p = torch.softmax(torch.mm(q[b, rows], k[b].t()), 1)
                dh[b] += torch.mm(p.t(), grad[b, rows])
                dp = torch.mm(grad[b, rows], h[b].t())
                ds = torch._softmax_backward_data(dp, p, 1, p.dtype)
                torch.mm(ds, k[b], out=dq[b, rows])
                dk[b] += torch.mm(ds.t(), q[b, rows])
        return dq, dk.to(k.dtype), dh.to(h.dtype)


def _wide(t: Tensor) -> torch.dtype:
    return torch.promote_types(t.dtype, torch.float32)


def plain_attention(q: Tensor, k: Tensor, h: Tensor) -> Tensor:
    """The same as BlockedAttention, with the whole [B, N, M] matrix in memory: the faster way on a GPU."""
    return torch.matmul(torch.softmax(torch.matmul(q, k.transpose(1, 2)), -1), h)


def attend(q: Tensor, k: Tensor, h: Tensor) -> Tensor:
    """softmax(q k^T) h by the way that suits the device."""
    if q.device.type == "cpu":
        return BlockedAttention.apply(q.contiguous(), k.contiguous(), h.contiguous())
    return plain_attention(q, k, h)


def unary_ratio(q: Tensor) -> Tensor:
    """How much of the queries is common to all of an image: mean_b |mean_j q|^2 / mean_b,j |q - mean_j q|^2.

    The score s_ij = k_i . q_j splits into k_i . (q_j - m), which tells queries apart, and k_i . m, which is the same for all
    of them (Yin et al. 2020, arXiv:2006.06668). Where this ratio is large, every row of beta is nearly the same row.
    """
    mean = q.mean(1, keepdim=True)
    common, own = parallel.mean(torch.stack([mean.square().sum(2).mean(), (q - mean).square().sum(2).mean()]))
    return common / (own + 1e-6)


def dependence(q: Tensor, k: Tensor, stride: int = 7) -> Tensor:
    """Query dependence, differentiable: mean over every `stride`-th query of the total variation between row j and the mean row.

    The stride has no common factor with a grid's side, so that the chosen queries walk over all columns.
    """
    rows = torch.softmax(torch.matmul(q[:, ::stride], k.transpose(1, 2)), 2)
    return parallel.mean((rows - rows.mean(1, keepdim=True)).abs().sum(2).mean() / 2)


def some(x: Tensor) -> Tensor:
    """Eight of the whole batch's images, evenly spread over it, as far as they are this process's; at least one."""
    count = max(1, 8 // parallel.world())
    return x[:: max(1, len(x) // count)][:count]


class SelfAttention(nn.Module):
    """Attention over [B, C, H, W] -> [B, C, H, W].

    key_pooling 2 takes the 2x2 maximum of keys and values, separately for each channel (M = N/4).

    normalise: f, g and h read batch-normalised features with a learned gain for each projection but no shift. A common shift
    of all keys cancels in the softmax, one of all values adds a constant, and one of all queries is exactly the unary term
    that makes every row alike; so none is learned. The running statistics fold into f, g and h as biases at export, which
    leaves the paper's layer. The gain starts at 2: spectrally normalised projections of unit features give flat rows.

    `record`, when given, receives q [B, N, d] and k [B, M, d] of this pass. A normalised layer in training keeps `unary` and
    `dependence` of the last pass (of 8 of its images), with gradients for f, g and their gains only: a penalty on them
    turns the projections, while the features themselves are not bent to it.
    """

    def __init__(self, channels: int, key_pooling: int = 1, normalise: bool = False, gain: float = 2.0) -> None:
        super().__init__()
        self.key_pooling = key_pooling
        self.widths = (channels // 8, channels // 8, channels // 2)
        self.f = Conv(channels, channels // 8, 1, bias=False)
        self.g = Conv(channels, channels // 8, 1, bias=False)
        self.h = Conv(channels, channels // 2, 1, bias=False)
        self.v = Conv(channels // 2, channels, 1, bias=False)
        self.gamma = nn.Parameter(torch.zeros(()))
        self.norm = parallel.BatchNorm(channels, affine=False) if normalise else None
        self.gains = nn.ParameterDict()
        if normalise:
            for name in "fgh":
                self.gains[name] = nn.Parameter(torch.full((channels,), gain))
        self.unary: Optional[Tensor] = None
        self.dependence: Optional[Tensor] = None

    def projections(self) -> "list[Tensor]":
        """Weights [width, C, 1, 1] of f, g and h with spectral norm divided out and gains multiplied in."""
        weights = []
        for name in "fgh":
            weight = getattr(self, name).normalised()
            weights.append(weight * self.gains[name][None, :, None, None] if self.norm is not None else weight)
        return weights

    @torch.no_grad()
    def limit_gains(self, most: float) -> None:
        """Clamp the gains before f and g to -most..most, in place. With it the scores of unit features are bounded."""
        for name in "fg":
            if name in self.gains:
                self.gains[name].clamp_(-most, most)

    def forward(self, x: Tensor, record: Optional[Dict[str, Tensor]] = None) -> Tensor:
        features = x if self.norm is None else self.norm(x)
        weights = self.projections()
        joined = F.conv2d(features, torch.cat(weights).to(features.dtype))
        keys, queries, values = joined.split(self.widths, 1)
        if self.key_pooling > 1:
            keys, values = F.max_pool2d(keys, self.key_pooling), F.max_pool2d(values, self.key_pooling)
        rows = [t.flatten(2).transpose(1, 2) for t in (queries, keys, values)]
        if record is not None:
            record["q"], record["k"] = rows[0].detach().float(), rows[1].detach().float()
        if self.training and self.norm is not None:
            few = some(features).detach()
            apart_q, apart_k = (F.conv2d(few, weights[n].to(few.dtype)) for n in (1, 0))
            if self.key_pooling > 1:
                apart_k = F.max_pool2d(apart_k, self.key_pooling)
            cells_q, cells_k = (t.flatten(2).transpose(1, 2).to(_wide(t)) for t in (apart_q, apart_k))
            self.unary, self.dependence = unary_ratio(cells_q), dependence(cells_q, cells_k)
        read = attend(*rows).transpose(1, 2).unflatten(2, x.shape[2:])
        return x + self.gamma.to(x.dtype) * self.v(read.contiguous(memory_format=torch.channels_last))
