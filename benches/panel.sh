#!/usr/bin/env bash
# Reads a made-up panel of documents into a store, from nothing and again, and prints time and memory.
# usage: benches/panel.sh path/to/make_panel.py [UNITS] [PROGRAM]
set -euo pipefail
maker=$1 units=${2:-1000} program=${3:-target/release/jixiao}
program=$(realpath "$program")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 "$maker" "$folder" --units "$units"
cd "$folder"
for run in "from nothing" "again, nothing changed"; do
    echo "$run:"
    /usr/bin/time -f "  %e s, %U + %S s of processor time, %M kB" "$program" ingest raw --store store
done
