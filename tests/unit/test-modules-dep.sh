#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# "proclook info" says by modules.dep whether the module is installed
set -eu
unit=. out=.
. "$unit/../lib/tap.sh"

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export FAKE_ROOT="$tmp/root"
folder=$tmp/root/lib/modules/6.1.0-fake
mkdir -p "$folder"

says() { # list yes|no name
	printf '%s' "$1" >"$folder/modules.dep"
	"$out/fake-proclook" info >"$tmp/out" 2>/dev/null || :
	is "$(sed -n 's/^ *installed: //p' "$tmp/out")" "$2" "$3"
}

says "" no "an empty list"
for name in kernel/proclook.ko updates/dkms/proclook.ko.xz extra/proclook.ko.zst proclook.ko; do
	says "kernel/a.ko: kernel/b.ko
$name: kernel/a.ko" yes "$name"
done
for name in kernel/proclook.kobold.ko kernel/proclook.ko_/other.ko kernel/my-proclook.ko \
	kernel/proclook.k; do
	says "$name:" no "$name is another module"
done

# Each piece of such a line could be taken for the beginning of one
needed=$(perl -e 'print " kernel/proclook.ko" x 1000')
says "kernel/a.ko:$needed
" no "needed by another that needs a thousand more"

done_testing
