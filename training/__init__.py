"""Training of self-attention GANs (Zhang et al. 2019, arXiv:1805.08318) and their export to SAGAN Lens model folders."""
