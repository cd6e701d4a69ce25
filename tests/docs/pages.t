#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# pages.t - manual pages can be read, on 80 columns, and what is copied out of them compiles
set -eu
cd "$(dirname "$0")"
# shellcheck source=SCRIPTDIR/docs.sh
. ./docs.sh

for page in $pages; do
	for renderer in mandoc groff; do
		render $renderer "$page" >"$tmp/text"
		is "$(perl -CSD -ne 'chomp; print "$_\n" if length > 80' "$tmp/text")" "" \
			"${page##*/}: 80 columns with $renderer"
		same "$(grep '^[A-Z][A-Z ?]*$' "$tmp/text")" "$(sed -n 's/^\.Sh //p' "$page")" \
			"${page##*/}: all of it with $renderer"
	done
	is "$(cat "$tmp/render.err")" "" "${page##*/}: groff has nothing to say"
done

# What belongs to the project and is referred to is there: "NAME SECTION"
{
	for page in $pages; do
		page=${page##*/}
		echo "${page%.*} ${page##*.}"
	done
	section "$page3" NAME | macro Nm | sed 's/$/ 3/'
} >"$tmp/there"
# shellcheck disable=SC2086 # one word per page
sed -n 's/^\.Xr \([a-z_]*proclook[a-z_-]*\) \([1-8]\).*/\1 \2/p' $pages | sort -u >"$tmp/referred"
ok "references: some" [ -s "$tmp/referred" ]
is "$(grep -vxFf "$tmp/there" "$tmp/referred")" "" "references lead to pages that are there"

compiles() { # file options...
	"${CC:-cc}" -std=gnu11 -O2 -Wall -Wextra -Werror -I"$top/drv/include/uapi" \
		-I"$top/app/lib" "$@" -o "$tmp/example"
}
for renderer in mandoc groff; do
	c_example $renderer "$page3" >"$tmp/library.c"
	c_example $renderer "$page4" >"$tmp/device.c"
	ok "libproclook(3): the example compiles, out of $renderer" compiles "$tmp/library.c" \
		"$build/app/libproclook.a" -ludev
	ok "proclook(4): the example compiles, out of $renderer" compiles "$tmp/device.c"
done

done_testing
