"""Runs the crate and Splink on the same files and prints them side by side.

    compare.py [--set FILE LABELS]... [--made N]... [--seed N] [--skip-splink]

Accuracy is that of `evaluate`. Time is wall time of whole processes, reading included: ours is
`discrepancy_report --format json`, which also reconciles and writes; theirs begins with features that are
resolved already. Peak memory is the resident set. See README.md.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
EXAMPLES = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release/examples"


def run(command, output):
    """Seconds and peak megabytes of a process that writes to a file."""
    begun = time.monotonic()
    with open(output, "wb") as file:
        process = subprocess.Popen([str(part) for part in command], stdout=file)
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command[0]} failed")
    return time.monotonic() - begun, usage.ru_maxrss / 1024


def line(name, what, measured, seconds, megabytes):
    cells = [f"{measured[key][part]:.3f}" for key in ("pairwise", "b_cubed")
             for part in ("precision", "recall", "f1")]
    print(f"| {name} | {what} | {' / '.join(cells[:3])} | {' / '.join(cells[3:])} | {seconds} | {megabytes} |",
          flush=True)


def compare(name, file, labels, work, with_splink):
    """One data set, a line for each way to do it; the ratio of the times at the end."""
    ours = json.loads(subprocess.check_output([EXAMPLES / "evaluate", file, labels, "--format", "json"]))
    report = [EXAMPLES / "discrepancy_report", "--format", "json", file]
    seconds, megabytes = run(report, work / "report.json")
    line(name, "corroborate", ours, f"{seconds:.1f}", f"{megabytes:.0f}")
    if not with_splink:
        return
    features = work / "features.csv"
    run([EXAMPLES / "features_csv", file], features)
    here = pathlib.Path(__file__).parent
    run([sys.executable, here / "splink_dedupe.py", features, labels], work / "splink.json")
    splink = json.loads((work / "splink.json").read_text().splitlines()[-1])
    accuracy = splink["accuracy"]
    timed, peak = f"{splink['seconds']:.1f}", f"{splink['peak_mb']:.0f}"
    for what, key in [("p ≥ 0.5", "0.5"), ("p ≥ 0.95", "0.95"),
                      (f"best, p ≥ {splink['best']}", str(splink["best"]))]:
        line(name, f"Splink, {what}", accuracy[key], timed, peak)
    lead = ours["b_cubed"]["f1"] - accuracy[str(splink["best"])]["b_cubed"]["f1"]
    print(f"| {name} | B-cubed F1 ahead of the best by {lead:+.3f}; Splink's time is "
          f"{splink['seconds'] / seconds:.1f} times ours | | | | |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", nargs=2, action="append", default=[], metavar=("FILE", "LABELS"))
    parser.add_argument("--made", type=int, action="append", default=[], metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--skip-splink", action="store_true")
    arguments = parser.parse_args()
    subprocess.check_call(
        ["cargo", "build", "--release", "--quiet", "--features", "generate,html", "--example", "evaluate",
         "--example", "generate", "--example", "features_csv", "--example", "discrepancy_report"], cwd=ROOT)
    print("| data | with | pairwise P / R / F1 | B-cubed P / R / F1 | seconds | peak MB |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as directory:
        work = pathlib.Path(directory)
        for file, labels in arguments.set:
            name = pathlib.Path(file).resolve().parent.name
            compare(name, file, labels, work, not arguments.skip_splink)
        for size in arguments.made:
            file, labels = work / "made.jsonl", work / "made.csv"
            run([EXAMPLES / "generate", size, arguments.seed, "--labels", labels], file)
            compare(f"made up, {size}", file, labels, work, not arguments.skip_splink)


if __name__ == "__main__":
    main()
