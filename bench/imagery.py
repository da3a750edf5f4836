"""All measurements of satellite imagery that there are, one after the other.

    python -m bench.imagery [--folder ../shared/imagery] [--only pairs radar ...]

Each is a module bench/imagery_NAME.py that runs by itself too; one that fails is said and the others go on.
"""

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Which folder of --folder each reads; None: none, it makes its own pixels.
FOLDERS: dict[str, str | None] = {
    "pairs": "", "radar": "", "ndvi": "eolearn_ts", "power": "", "aircraft": "", "speed": None,
}  # fmt: skip
PARTS = tuple(name for name in FOLDERS if (ROOT / "bench" / f"imagery_{name}.py").is_file())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--folder", default="", help="../shared/imagery, or a folder laid out like it")
    parser.add_argument("--only", nargs="+", choices=PARTS, metavar="NAME", help=", ".join(PARTS))
    given = parser.parse_args()
    failed = []
    for name in given.only or PARTS:
        print(f"\n=== {name} (python -m bench.imagery_{name})", flush=True)
        under, folder = FOLDERS[name], []
        if given.folder and under is not None:
            path = Path(given.folder).resolve() / under
            if not path.is_dir():
                print(f"skipped: no folder {path}")
                continue
            folder = ["--folder", str(path)]
        done = subprocess.run([sys.executable, "-m", f"bench.imagery_{name}", *folder], cwd=ROOT, check=False)
        if done.returncode:
            failed.append(name)
    if failed:
        print(f"\nnot measured: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
