"""Small checkpoints in the layouts of public SAGAN code bases, one module for each. See the README beside."""
