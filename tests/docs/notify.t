#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# notify.t - proclook-notify, its --help and its page say the same
set -eu
cd "$(dirname "$0")"
# shellcheck source=SCRIPTDIR/docs.sh
. ./docs.sh

page=$top/app/man/proclook-notify.1
notify=$top/app/notify
"$build/app/proclook-notify" --help >"$tmp/help"

options=$(sed -n "s/.*{ \"\\([a-z-]*\\)\", no_argument, NULL, '\\(.\\)' },/\\2 \\1/p" $notify/main.c)
same "$(sed -n 's/^\.It Fl \(.\) , Fl -\([a-z-]*\)$/\1 \2/p' "$page")" "$options" "options: page"
same "$(sed -n 's/^ -\(.\), --\([a-z-]*\) .*/\1 \2/p' "$tmp/help")" "$options" "options: --help"
same "$(section "$page" "EXIT STATUS" | sed -n 's/^\.It Li //p')" \
	"$(sed -n '/^Exit status/,$s/^ \([0-9]\)  .*/\1/p' "$tmp/help")" "exit status"
same "$(section "$page" DESCRIPTION | sed -n 's/^\.Dv \(SIG[A-Z]*\).*/\1/p')" \
	"$(sed -n 's/^\tcase \(SIG[A-Z]*\):$/\1/p' $notify/notifier.c)" "what is a crash"
same "$(section "$page" ENVIRONMENT | sed -n 's/^\.It Ev \([A-Z_]*DISPLAY\) , \([A-Z_]*\)$/\1\n\2/p')" \
	"$(grep -o 'is_set("[A-Z_]*")' $notify/main.c | cut -d '"' -f 2)" "displays"

done_testing
