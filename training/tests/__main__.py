"""Runs the suite and ends with the line `N passed, N failed`."""
import sys
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent

if __name__ == "__main__":
    suite = unittest.defaultTestLoader.discover(str(HERE), top_level_dir=str(HERE.parent.parent))
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2).run(suite)
    failed = len({test.id() for test, _ in result.failures + result.errors}) + len(result.unexpectedSuccesses)
    if result.skipped:
        print(f"{len(result.skipped)} skipped")
    print(f"{max(0, result.testsRun - failed - len(result.skipped))} passed, {failed} failed")
    raise SystemExit(1 if failed or not result.testsRun else 0)
