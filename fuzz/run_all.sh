#!/usr/bin/env bash
# Runs fuzz targets one after the other, two at a time, each for SECONDS_EACH (600) of wall time, and
# writes <logs>/<target>.log: fuzz/run_all.sh LOGS [TARGET…]. The targets are built before, with
# `RUSTC_BOOTSTRAP=1 cargo fuzz build -s none --features fuzzer`.
set -euo pipefail
cd "$(dirname "$0")/.."

logs=$1
shift
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
    mapfile -t targets < <(cargo fuzz list)
fi
# Copies of the targets may be run while new ones are built.
built=${BUILT:-${CARGO_TARGET_DIR:-target}/x86_64-unknown-linux-gnu/release}
mkdir -p "$logs"
export logs built

# A thread of the program has 2 MB of stack.
ulimit -s 2048

one() {
    local target=$1
    mkdir -p "fuzz/corpus/$target" "fuzz/artifacts/$target"
    # One run ends at its first finding, so the next goes on with the time that is left.
    local end=$((SECONDS + ${SECONDS_EACH:-600}))
    while [ $SECONDS -lt $end ]; do
        nice -n 19 "$built/$target" -max_len=65536 -rss_limit_mb=1024 -timeout=20 \
            -max_total_time=$((end - SECONDS)) -print_final_stats=1 \
            -artifact_prefix="fuzz/artifacts/$target/" "fuzz/corpus/$target" >>"$logs/$target.log" 2>&1 || true
    done
}
export -f one
printf '%s\n' "${targets[@]}" | xargs -P 2 -I{} bash -c 'one {}'
