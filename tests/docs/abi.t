#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# abi.t - the ABI files are good for the kernel's own get_abi.pl
#
#	SOURCE	of a kernel; default: what ../vm/fetch-source prints
#
# It always exits with 0: what it writes counts.
set -eu
cd "$(dirname "$0")"
# shellcheck source=SCRIPTDIR/docs.sh
. ./docs.sh

abi=$top/drv/Documentation/ABI
source=$(realpath "${SOURCE:-$(../vm/fetch-source)}")

# It passes over whatever has "/." in its path, so it is run where they are
get_abi() ( # folder command...
	cd "$1"
	shift
	perl "$source/scripts/get_abi.pl" --dir . "$@" 2>&1
)

is "$(get_abi $abi validate)" "" "get_abi.pl has nothing to say"
same "$(get_abi $abi search / | sed -n 's,^/,/,p')" \
	"$(sed -n 's/^What:\t*//p' $abi/testing/*)" "it finds everything"

# It says something about a file that is bad
cp -r $abi "$tmp/abi"
sed -i 's/^What:/Where:/' "$tmp/abi/testing/dev-proclook"
not_ok "a bad file is found out" [ -z "$(get_abi "$tmp/abi" validate)" ]

# What it does not ask for
for file in "$abi"/testing/*; do
	entries=$(grep -c '^What:' "$file")
	for tag in Date KernelVersion Contact Description Users; do
		is "$(grep -c "^$tag:" "$file")" "$entries" "${file##*/}: $tag for each"
	done
done

done_testing
