#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# notify.t - proclook-notify, its --help, its page and its example of rules say the same
set -eu
cd "$(dirname "$0")"
# shellcheck source=SCRIPTDIR/docs.sh
. ./docs.sh

page=$top/app/man/proclook-notify.1
notify=$top/app/notify
rules=$top/app/rules
program=$build/app/proclook-notify
plain_program "$program" "$page" $notify/main.c

sed -n 's/^RestartPreventExitStatus=//p' $notify/proclook-notify.service | tr ' ' '\n' >"$tmp/codes"
while read -r code; do
	ok "unit: $code is an exit status" grep -q "^ $code  " "$tmp/help"
done <"$tmp/codes"
same "$(section "$page" ENVIRONMENT | sed -n 's/^\.It Ev \([A-Z_]*DISPLAY\) , \([A-Z_]*\)$/\1\n\2/p')" \
	"$(grep -o 'is_set("[A-Z_]*")' $notify/main.c | cut -d '"' -f 2)" "displays"

# --- rules ---

# The signals of a function
signals() { # name
	sed -n "/ $1(int/,/^}/s/^\\tcase \\(SIG[A-Z]*\\):\$/\\1/p" $rules/status.c
}

same "$(section "$page" RULES | item 'Cm crashed' | macro Dv)" "$(signals status_is_crash)" \
	"what is a crash"
same "$(section "$page" RULES | item 'Cm failed' | macro Dv)" "$(signals asks_to_end)" \
	"what is no failure"
words=$(sed -n 's/^\t{ "\([a-z]*\)", HAS_.*/\1/p' $rules/rule.c)
same "$(section "$page" RULES | sed -n 's/^\.It Cm \([a-z]*\).*/\1/p')" "$words" "words: page"
same "$(sed -n 's/^#\t\([a-z]*\)\(=[A-Z]*\)\{0,1\}\t\t*[a-z].*/\1/p' $rules/notify.conf)" "$words" \
	"words: example"
is "$(section "$page" RULES | sed -n 's/^\.Dl //p')" \
	"$(grep -E '^(tell|quiet)' $rules/notify.conf)" "the default: page"
section "$page" EXAMPLES | sed -n '/^\.Bd/,/^\.Ed/p' | grep -v '^\.' >"$tmp/rules"
ok "examples: the page has some" [ -s "$tmp/rules" ]
is "$("$program" --check "$tmp/rules")" "" "examples: all are understood"
ok "lines: page" grep -q " $(sed -n 's/^#define RULES_LINES_MAX\t//p' $rules/rules.h) lines" "$page"

done_testing
