"""The ONNX file is whole and has the inputs and outputs that it promises; the module behind it is the reference player."""
from typing import Any, Dict, Iterator, List, Tuple

import torch

from training import onnx_file, play
from training.fold import fold_generator
from training.manifest import generator_layers
from training.trainer import Trainer

from . import tiny

# Fields of ONNX's protobuf messages.
GRAPH, OPSETS = 7, 8
NODE, INITIALISER, INPUT, OUTPUT = 1, 5, 11, 12
NAME, VERSION, OPERATION = 1, 2, 4


def fields(message: bytes) -> Iterator[Tuple[int, Any]]:
    """Field numbers and values of a protobuf message; raises where it is cut or malformed."""
    at = 0

    def varint() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte = message[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(message):
        key = varint()
        kind = key & 7
        if kind == 0:
            yield key >> 3, varint()
            continue
        length = varint() if kind == 2 else {1: 8, 5: 4}[kind]
        if at + length > len(message):
            raise ValueError("the message is cut")
        yield key >> 3, message[at : at + length]
        at += length


def every(message: bytes, number: int) -> List[Any]:
    return [value for field, value in fields(message) if field == number]


class OnnxFile(tiny.Case):
    def check(self, classes: bool) -> None:
        config = tiny.config(classes)
        run = Trainer(config, tiny.pictures(config))
        run.advance()
        tensors = fold_generator(run.average.eval())
        manifest: Dict[str, Any] = {
            "latent": {"size": config.latent}, "classes": [c["id"] for c in tiny.CLASSES] if classes else None,
            "generator": {"layers": generator_layers(config)},
        }
        data = onnx_file.encode(manifest, tensors)
        (graph,) = every(data, GRAPH)
        (opset,) = every(data, OPSETS)
        self.assertEqual(every(opset, VERSION), [onnx_file.OPSET])

        def names(number: int) -> List[str]:
            return [every(value, NAME)[0].decode() for value in every(graph, number)]

        self.assertEqual(names(INPUT), ["z", "label"] if classes else ["z"])
        self.assertEqual(names(OUTPUT), ["image", "attn.q", "attn.k", "attn.share", "attn.largest"])
        operations = [every(node, OPERATION)[0].decode() for node in every(graph, NODE)]
        convolutions = sum(tensor.dim() == 4 for tensor in tensors.values())
        self.assertEqual(operations.count("Conv"), convolutions)
        self.assertEqual(operations.count("Softmax"), 1)

        z, *label = onnx_file.example(manifest)
        options = play.Options()
        image, q, k, share, largest = onnx_file.module(manifest, tensors)(z, *label)
        expected = play.run(manifest["generator"]["layers"], tensors, z, *label, options=options)
        site = options.sites["attn"]
        for found, value in ((image, expected), (q, site.q), (k, site.k), (share, site.share)):
            self.assertTrue(torch.equal(found, value))
        self.assertEqual(float(largest), float(site.beta.max()))

    def test_without_classes(self) -> None:
        self.check(False)

    def test_with_classes(self) -> None:
        self.check(True)
