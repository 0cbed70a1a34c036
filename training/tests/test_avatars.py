"""`npm run avatars` writes the same bytes every time."""
import hashlib
import shutil
import subprocess

from training import config

from . import tiny

# Of the first twelve images at 64 x 64, two of each style. Another one means other images: runs could not be compared any more.
DIGEST = "80b472a854e6905d5715623329146e750ea721d291dd0e82648e5ef34f22c51c"


class Avatars(tiny.Case):
    def draw(self, name: str, *options: str) -> "dict[str, bytes]":
        command = ["npm", "run", "-s", "avatars", "--", "--out", str(self.folder / name), "--count", "12", "--size", "64", *options]
        done = subprocess.run(command, cwd=tiny.ROOT, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return {str(path.relative_to(self.folder / name)): path.read_bytes() for path in sorted((self.folder / name).rglob("*.png"))}

    def test_the_same_images_every_time(self) -> None:
        if not shutil.which("npm") or not (tiny.ROOT / "node_modules" / "@dicebear").is_dir():
            self.skipTest("the Node packages are not installed")
        images = self.draw("whole")
        self.assertEqual(len(images), 12)
        self.assertEqual({name.split("/")[0] for name in images}, {c.id for c in config.load("avatars128").classes or ()})
        self.assertEqual(hashlib.sha256(b"".join(images.values())).hexdigest(), DIGEST)
        later = self.draw("part", "--from", "9")
        self.assertEqual(later, {name: data for name, data in images.items() if int(name[-10:-4]) >= 9})
        licences = (self.folder / "whole" / "licences.json").read_text(encoding="utf-8")
        for artist in ("Lisa Wischofsky", "Ashley Seo", "Micah Lanier", "Draftbit", "Johan Melin"):
            self.assertIn(artist, licences)
            self.assertIn(artist, config.load("avatars128").card["attribution"])
