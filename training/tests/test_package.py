"""What the package says of itself holds: its project file, its commands, and the configurations that lie in it."""
import ast
import re
from pathlib import Path

from training import classes, config, runtime
from training.errors import TrainingError

from . import tiny

PACKAGE = tiny.ROOT / "training"


class Package(tiny.Case):
    def test_the_project_file_names_every_package_and_need(self) -> None:
        text = (tiny.ROOT / "pyproject.toml").read_text(encoding="utf-8")
        # Python 3.8 to 3.10 cannot read TOML, but these two lists are also Python's.
        lists = {name: ast.literal_eval(re.search(rf"^{name} = (\[.*\])$", text, re.M).group(1)) for name in ("packages", "dependencies")}  # type: ignore[union-attr]
        folders = {path.parent for path in PACKAGE.rglob("__init__.py")} - {PACKAGE / "tests"}
        self.assertEqual(set(lists["packages"]), {".".join(folder.relative_to(tiny.ROOT).parts) for folder in folders})
        needed = {"PIL": "pillow"}
        self.assertEqual([re.split(r"[<>=]", name)[0] for name in lists["dependencies"]], [needed.get(name, name) for name in runtime.NEEDED])

    def test_every_command_is_in_the_readme_and_there(self) -> None:
        readme = (PACKAGE / "README.md").read_text(encoding="utf-8")
        commands = {path.stem for path in PACKAGE.glob("*.py") if "runtime.command(" in path.read_text(encoding="utf-8") and path.stem != "runtime"}
        named = set(re.findall(r"-m training\.(\w+)", readme))
        self.assertEqual(commands - named, set())
        self.assertEqual({name for name in named if not (PACKAGE / f"{name}.py").exists()}, set())

    def test_every_field_is_in_the_readme(self) -> None:
        readme = (PACKAGE / "README.md").read_text(encoding="utf-8")
        value = config.load("avatars128").to_json()
        for name in [*value, *value["training"], *value["generator"], *value["generator"]["sites"][0]]:
            self.assertIn(f"`{name}`", readme)

    def test_every_configuration_is_valid(self) -> None:
        paths = sorted(config.FOLDER.glob("*.json"))
        self.assertGreater(len(paths), 5)
        for path in paths:
            self.assertEqual(config.load(path.stem).id, path.stem)

    def test_no_file_is_longer_than_300_lines(self) -> None:
        for path in PACKAGE.rglob("*"):
            if path.suffix in (".py", ".md", ".mjs") and "node_modules" not in path.parts:
                self.assertLessEqual(len(path.read_text(encoding="utf-8").splitlines()), 300, path.name)

    def test_classes_from_folders(self) -> None:
        for name in ("b", "a", ".hidden"):
            (self.folder / "train" / name).mkdir(parents=True)
        (self.folder / "train" / "list.txt").write_text("x")
        to = self.folder / "some.json"
        to.write_text(classes.with_folders("imagenet128", self.folder / "train"), encoding="utf-8")
        self.assertEqual([c.id for c in config.load(str(to)).classes or ()], ["a", "b"])
        with self.assertRaisesRegex(TrainingError, "holds 0 folders"):
            classes.with_folders("imagenet128", self.folder / "train" / "a")
        with self.assertRaisesRegex(TrainingError, "no folder"):
            classes.with_folders("imagenet128", Path("nowhere"))
