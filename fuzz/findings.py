"""Prints what the logs of fuzz/run_all.sh say, a line of Markdown per target: `python3 fuzz/findings.py LOGS`."""

import re
import sys
from pathlib import Path

print("| target | minutes | executions | coverage (edges) | corpus | peak memory | findings |")
print("| --- | --- | --- | --- | --- | --- | --- |")
for log in sorted(Path(sys.argv[1]).glob("*.log")):
    text = log.read_text(errors="replace")
    runs = sum(map(int, re.findall(r"number_of_executed_units: (\d+)", text)))
    seconds = sum(map(int, re.findall(r"Done \d+ runs in (\d+) second", text)))
    coverage = re.findall(r"cov: (\d+)", text)
    corpus = re.findall(r"corp: (\d+)", text)
    memory = re.findall(r"peak_rss_mb:\s+(\d+)", text)
    found = len(re.findall(r"SUMMARY: libFuzzer", text))
    state = "" if runs else " (running)"
    print(
        f"| {log.stem}{state} | {seconds / 60:.0f} | {runs:,} | {max(map(int, coverage), default=0):,} | "
        f"{corpus[-1] if corpus else 0} | {max(map(int, memory), default=0)} MB | {found} |"
    )
