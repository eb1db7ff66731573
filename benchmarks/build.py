"""How long `qingdan build` of the real list takes, beside `import pandas`, process start included.

The two run in turn, in one run, so that a busy machine slows both; the ratio of the medians counts.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROUNDS = 11


def seconds(*command: str | Path) -> float:
    start = time.perf_counter()
    subprocess.run(list(map(str, command)), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    build, peer, bare = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        run = [Path(sys.executable).with_name("qingdan"), "build", "--out", f"{folder}/out"]
        for command in (run, [sys.executable, "-c", "import pandas"]):
            seconds(*command)  # the first reads the files from the disk
        for _ in range(ROUNDS):
            build.append(seconds(*run))
            peer.append(seconds(sys.executable, "-c", "import pandas"))
            bare.append(seconds(sys.executable, "-c", "pass"))
    print(f"python -c pass            {statistics.median(bare):.3f} s")
    print(f"python -c 'import pandas' {statistics.median(peer):.3f} s")
    print(f"qingdan build (246 items) {statistics.median(build):.3f} s")
    print(f"ratio to import pandas    {statistics.median(build) / statistics.median(peer):.2f}")


if __name__ == "__main__":
    main()
