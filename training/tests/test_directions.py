"""Principal directions: that they are what moves the early features most."""
import torch

from training import directions, play

from . import tiny, two_sites


class Directions(tiny.Case):
    def test_the_first_moves_the_features_more_than_the_last(self) -> None:
        t = two_sites.weights()
        found, share = directions.principal(two_sites.LAYERS, t, two_sites.LATENT, torch.ones(3).numpy(), count=3000)
        self.assertEqual(list(found.shape), [8, 8])
        self.assertLess(float(share.sum()), 1.0001)
        z = torch.randn(200, two_sites.LATENT)
        labels = torch.zeros(200, dtype=torch.long)

        def moved(direction: torch.Tensor) -> float:
            ahead, behind = (play.run(two_sites.LAYERS[:2], t, z + step * direction, labels) for step in (1, -1))
            return float((ahead - behind).square().sum((1, 2, 3)).mean())

        lengths = [moved(direction) for direction in found]
        self.assertEqual(max(lengths), lengths[0])
        self.assertGreater(lengths[0], 1.3 * lengths[-1])

    def test_they_come_out_the_same_again(self) -> None:
        t = two_sites.weights()
        first, second = (directions.principal(two_sites.LAYERS, t, two_sites.LATENT, None, count=500)[0] for _ in range(2))
        self.assertTrue(torch.equal(first, second))
