"""Tests of the training package: python3 -m unittest discover -s training/tests -t . (needs PyTorch), or training/run-tests."""
