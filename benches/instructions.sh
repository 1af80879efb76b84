#!/usr/bin/env bash
# Counts the instructions of a small fixed run with callgrind, on one thread, and fails when they are more
# than the budget and its tolerance. Skips, and says so, where valgrind is not to be had or the compiler is
# another one than that of the budget: counts of two compilers are not to be compared.
#
#   benches/instructions.sh          check
#   benches/instructions.sh --set    measure, and write the budget
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
budget=benches/instructions.budget
compiler=$(rustc --version | cut -d ' ' -f 2)-$(uname -m)

if ! command -v valgrind >/dev/null; then
    echo "skipped: valgrind is not installed"
    exit 0
fi
if [ "${1-}" != --set ] && [ ! -f "$budget" ]; then
    echo "skipped: no budget is set; $0 --set does"
    exit 0
fi
if [ "${1-}" != --set ]; then
    read -r wanted instructions percent <"$budget"
    if [ "$wanted" != "$compiler" ]; then
        echo "skipped: the budget is for $wanted, this is $compiler"
        exit 0
    fi
fi

cargo build --profile bench --features generate --bench instructions --quiet
program=$(cargo build --profile bench --features generate --bench instructions --message-format json --quiet |
    grep -o '"executable":"[^"]*"' | tail -n 1 | cut -d '"' -f 4)
count() {
    RAYON_NUM_THREADS=1 valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" "$@" 2>&1 |
        sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}
whole=$(count)
generated=$(count generate)
found=$((whole - generated))

if [ "${1-}" = --set ]; then
    echo "$compiler $found 10" >"$budget"
    cat "$budget"
    exit 0
fi
echo "$found instructions; the budget is $instructions, plus $percent %"
if [ "$found" -gt $((instructions / 100 * (100 + percent))) ]; then
    echo "slower than the budget allows: mend it, or set it anew with a reason" >&2
    exit 1
fi
