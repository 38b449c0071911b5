#!/usr/bin/env bash
# Reads a made-up panel of documents into a store, answers all questions of it, does both again with nothing
# changed, prints time and memory, and compares what was answered with the truth, figure by figure.
# usage: benches/panel.sh path/to/make_panel.py [UNITS] [PROGRAM]
set -euo pipefail
maker=$1 units=${2:-1000} program=${3:-target/release/jixiao}
program=$(realpath "$program") truth=$(realpath "$(dirname "$0")/panel_truth.py")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 "$maker" "$folder" --units "$units"
cd "$folder"
measured() {
    /usr/bin/time -f "  %e s, %U + %S s of processor time, %M kB" "$@"
}
for run in "from nothing" "again, nothing changed"; do
    echo "ingest, $run:"
    measured "$program" ingest raw --store store
done
for run in "from nothing" "again, nothing changed"; do
    echo "run, $run:"
    measured "$program" run raw --out out > /dev/null
done
rm out/report.md
echo "run, one output removed:"
measured "$program" run raw --out out > /dev/null
echo "page: $(stat -c %s out/report.html) bytes"
python3 "$truth" truth out/tables
