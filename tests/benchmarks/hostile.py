"""What files cost that were made to cost much: the processor time and memory of ``import``, from start to sentence."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from support.hostile_files import BROKEN, WORST

ROUNDS = 3
MOST_SECONDS = 2.0
MOST_MIB = 300.0
IN_A_PROCESS = """
import json, sys, time
from pathlib import Path
from wizard.cli import main
code = main(sys.argv[1:])
assert code == 2
print(json.dumps([time.process_time(), int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024]))
"""


def worst(folder: Path) -> Iterator[tuple[str, float, float]]:
    """The worst files, each with the seconds and MiB (Linux) that a process takes to refuse it."""
    home = folder / "hostile-home"
    subprocess.run(
        [sys.executable, "-m", "wizard.cli", "--home", str(home), "new", "X", "--role", "AP"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    for name in WORST:
        path = folder / "hostile.xlsx"
        path.write_bytes(BROKEN[name][0]())
        taken = [_measured(home, path) for _ in range(ROUNDS)]
        yield name, *(median(column) for column in zip(*taken, strict=True))


def _measured(home: Path, path: Path) -> list[float]:
    command = [sys.executable, "-c", IN_A_PROCESS, "--home", str(home), "import", "X", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    measured: list[float] = json.loads(done.stdout)
    return measured


def main() -> int:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        for name, seconds, mib in worst(Path(folder)):
            print(f"{name:<46} {seconds:5.2f} s {mib:5.0f} MiB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
