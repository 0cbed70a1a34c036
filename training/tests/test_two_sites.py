"""The committed fixture with two sites is what the reference player gives now."""
from training import safetensors

from . import tiny, two_sites


class TwoSites(tiny.Case):
    def test_the_fixture_is_up_to_date(self) -> None:
        stored = safetensors.read(two_sites.FOLDER / "expected.safetensors")
        now = two_sites.expected(two_sites.weights())
        self.assertEqual(sorted(stored), sorted(now))
        for name, values in now.items():
            self.assertLess(float((values - stored[name]).abs().max()), 1e-4, name)

    def test_pooled_keys_and_views_agree(self) -> None:
        stored = safetensors.read(two_sites.FOLDER / "expected.safetensors")
        for site, queries, keys in (("pooled", 64, 16), ("full", 256, 256)):
            self.assertEqual(stored[f"{site}.received"].shape[1], keys)
            self.assertAlmostEqual(float(stored[f"{site}.received"][0].sum()), queries, places=2)
            self.assertEqual(stored[f"{site}.entropy"].shape[1], queries)
            # A query's neighbourhood cannot hold more than its row.
            self.assertLessEqual(float(stored[f"{site}.neighbourhood"].max()), 1 + 1e-5)
