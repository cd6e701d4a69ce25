#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# sparse.t - address spaces, byte orders and locks in the modules, by kbuild
#
# Built as vm/build-modules always does, so that every other warning is an error too.
#
#	KERNEL COMPILE	series, see vm/fetch-kernel
#	BUILD		where to
set -eu
# shellcheck source=SCRIPTDIR/lint.sh
. "$(dirname "$0")/lint.sh"

need sparse sparse

# kbuild checks every file again, built before or not, and fails if sparse does
build() { # top kernel out
	KBUILD_CHECKSRC=2 CF='-Wsparse-error -Wcast-from-as -Wcast-to-as -Wundef' \
		"$1/tests/vm/build-modules" "$2" "$3" "$1/tests/bench/stopwatch" >"$tmp/log" 2>&1
}

# Those that there are, and those that sparse read
sources() {
	files 'drv/*.c' 'tests/module/*.c' 'tests/bench/stopwatch/*.c' 'app/pitfalls/module/*.c' | sed 's,.*/,,' | sort
}

read_by_sparse() {
	sed -n 's,^ *CHECK .*/,,p' "$tmp/log" | sort
}

judge() { # series
	kernel=$(tests/vm/fetch-kernel "$1")
	status=0
	build . "$kernel" "${BUILD:-$tmp}/lint/$(cat "$kernel/release")" || status=$?
	tap_result "$status" "nothing in the modules for $1" || diag "$(cat "$tmp/log")"
	is "$(read_by_sparse)" "$(sources)" "every source was read for $1"
}

for series in ${KERNEL:-6.1} ${COMPILE-6.12}; do
	judge "$series"
done

mkdir -p "$tmp/top/tests/vm" "$tmp/top/app/pitfalls"
cp -r drv "$tmp/top"
cp -r app/pitfalls/module "$tmp/top/app/pitfalls"
cp -r tests/module tests/bench "$tmp/top/tests"
cp tests/vm/build-modules "$tmp/top/tests/vm"
cat >>"$tmp/top/drv/main.c" <<'END'
static int __maybe_unused follow(int __user *pointer)
{
	return *pointer;
}
END
not_ok "a defect fails the build" build "$tmp/top" "$kernel" "$tmp/out"
ok "finds: dereference of noderef expression" \
	grep -q "dereference of noderef expression" "$tmp/log"

done_testing
