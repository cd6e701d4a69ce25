#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# top.t - proclook-top, its --help, its help on the screen and its page say the same
set -eu
cd "$(dirname "$0")"
# shellcheck source=SCRIPTDIR/docs.sh
. ./docs.sh

page=$top/app/man/proclook-top.1
plain_program "$build/app/proclook-top" "$page" $top/app/top/main.c

# "KEYS", with a comma between each two
same "$(section "$page" Keys | sed -n 's/^\.It Ic //p' | sed 's/ , /, /g; s/^\\&//')" \
	"$(sed -n '/^static const char help/,/^$/s/^"\([^ "]*\(, [^ "]*\)*\)  .*/\1/p' $top/app/top/panes.c)" \
	"keys"
same "$(section "$page" Columns | sed -n 's/^\.It Li //p')" \
	"$(sed -n '/^void row_titles/,/^}/s/.*line_put(line, " *\(.*\)", .*/\1/p' $top/app/top/draw-row.c |
		tr ' ' '\n')" "columns"
seconds() { # name
	sed -n "s/^#define MODEL_$1_NS\\t\\([0-9]*\\)000000000LL$/\\1/p" $top/app/top/model.h
}
is "$(seconds FRESH) $(seconds ENDED)" "2 5" "seconds: those of the page"
ok "seconds: page" grep -q 'stands out for two seconds' "$page"
ok "seconds: page" grep -q 'stays for five' "$page"
is "$(sed -n 's/^#define MODEL_ENDED_MAX\t//p' $top/app/top/model.h)" \
	"$(sed -n 's/.*the newest \([0-9]*\),\([0-9]*\) are kept.*/\1\2/p' "$page")" "how many are kept"

done_testing
