#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# library.t - libproclook(3) names and declares what the library has
set -eu
cd "$(dirname "$0")"
# shellcheck source=SCRIPTDIR/docs.sh
. ./docs.sh

header=$top/app/lib/proclook.h
symbols=$(sed -n 's/^\t\(proclook_[a-z_]*\);$/\1/p' "$top/app/lib/libproclook.sym")

same "$(section "$page3" NAME | macro Nm)" "$symbols" "NAME"
same "$(section "$page3" SYNOPSIS | sed -n 's/^\.F[no] \([a-z_]*\).*/\1/p')" "$symbols" "SYNOPSIS"
same "$(sed '1,/^\.Sh DESCRIPTION/d; /^\.Sh RETURN/,$d' "$page3" |
	sed -n 's/^\.Fn \([a-z_]*\).*/\1/p' | sort -u)" "$symbols" "DESCRIPTION"

# What the page declares and the header declares otherwise does not compile
for renderer in mandoc groff; do
	{
		echo '#include <proclook.h>'
		render $renderer "$page3" | sed -n '/^SYNOPSIS/,/^DESCRIPTION/p' |
			sed '/^[A-Z]/d; /#include/d; s/cc prog\.c.*//'
	} >"$tmp/synopsis.c"
	is "$(grep -c '(.*[,;]$' "$tmp/synopsis.c")" "$(echo "$symbols" | wc -l)" \
		"$renderer: all prototypes are there"
	ok "$renderer: prototypes are those of the header" "${CC:-cc}" -std=gnu11 -Wall -Wextra \
		-Werror -I"$top/app/lib" -I"$top/drv/include/uapi" -fsyntax-only "$tmp/synopsis.c"
done

stats='/^struct proclook_stats {/,/^};/p'
is "$(sed -n "$stats" "$page3")" "$(sed -n "$stats" "$header")" "struct proclook_stats"
same "$(section "$page3" Watching | sed -n 's/^\.It Va //p')" \
	"$(sed -n "$stats" "$header" | sed -n 's/^\tuint64_t \(.*\);/\1/p')" "each of its fields"
same "$(sed -n 's/^\.It Dv \(PROCLOOK_.*\)/\1/p' "$page3")" \
	"$(sed -n 's/^\t\(PROCLOOK_WAIT_[A-Z]*\)\t= .*/\1/p' "$header")" "what to wait on"

done_testing
