"""What the discriminator sees: moved by whole pixels, cut, with gradients that reach the image, and the same when resumed."""
import numpy as np
import torch

from training.net.augment import cut, shift, views
from training.tests import tiny


class Augment(tiny.Case):
    def test_shift_moves_whole_pixels(self) -> None:
        images = torch.arange(1.0, 65.0).view(1, 1, 8, 8).repeat(200, 1, 1, 1)
        moves = set()
        for moved in shift(images, np.random.default_rng(0), 0.25)[:, 0]:
            y, x = (moved[moved > 0][0] - 1).int().item() // 8, (moved[moved > 0][0] - 1).int().item() % 8
            row, column = (moved > 0).nonzero()[0].tolist()
            dy, dx = row - y, column - x
            expected = torch.zeros(8, 8)
            expected[max(0, dy) : 8 + min(0, dy), max(0, dx) : 8 + min(0, dx)] = images[0, 0][
                max(0, -dy) : 8 - max(0, dy), max(0, -dx) : 8 - max(0, dx)
            ]
            self.assertTrue(torch.equal(moved, expected))
            moves.add((dy, dx))
        self.assertEqual(len(moves), 25)

    def test_cut_is_a_square_that_may_lie_over_the_border(self) -> None:
        cuts = cut(torch.ones(300, 3, 8, 8), np.random.default_rng(0), 0.5)
        sizes = set()
        for image in cuts:
            self.assertTrue(torch.equal(image[0], image[1]) and torch.equal(image[0], image[2]))
            rows, columns = (1 - image[0]).amax(1).sum().int().item(), (1 - image[0]).amax(0).sum().int().item()
            self.assertEqual((1 - image[0]).sum().int().item(), rows * columns)
            sizes.add((rows, columns))
        self.assertEqual(max(sizes), (4, 4))
        self.assertGreater(len(sizes), 4)

    def test_gradients_are_those_of_the_kept_pixels(self) -> None:
        images = torch.ones(4, 3, 8, 8, requires_grad=True)
        seen = views(images, [1, 5, 2], 0.125, 0.5)
        seen.sum().backward()
        assert images.grad is not None
        self.assertEqual(float(images.grad.sum()), float(seen.detach().sum()))
        self.assertLess(float(images.grad.sum()), images.numel())

    def test_the_key_decides_and_zero_changes_nothing(self) -> None:
        images = torch.rand(4, 3, 8, 8)
        self.assertTrue(torch.equal(views(images, [1, 5, 2], 0.125, 0.5), views(images, [1, 5, 2], 0.125, 0.5)))
        self.assertFalse(torch.equal(views(images, [1, 5, 2], 0.125, 0.5), views(images, [1, 6, 2], 0.125, 0.5)))
        self.assertTrue(torch.equal(views(images, [1, 5, 2], 0.0, 0.0), images))
