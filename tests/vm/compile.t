#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# compile.t - the modules build, without a warning, for kernels that are not booted
#
#	COMPILE		series, see fetch-kernel
#	BUILD		where to
set -eu
cd "$(dirname "$0")"
# shellcheck source=SCRIPTDIR/../lib/tap.sh
. ../lib/tap.sh

builds() { # series
	kernel=$(./fetch-kernel "$1") &&
		./build-modules "$kernel" "$BUILD/$(cat "$kernel/release")"
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT
for series in $COMPILE; do
	status=0
	(builds "$series") >"$log" 2>&1 || status=$?
	tap_result "$status" "the modules build for $series" || diag "$(cat "$log")"
done
done_testing
