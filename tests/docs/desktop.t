#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# desktop.t - proclook-desktop, its --help, its keys and its page say the same
set -eu
cd "$(dirname "$0")"
# shellcheck source=SCRIPTDIR/docs.sh
. ./docs.sh

page=$top/app/man/proclook-desktop.1
desktop=$top/app/desktop
"$build/app/proclook-desktop" --help >"$tmp/help"

same "$(sed -n 's/^\.It Fl \(.\) , Fl -\([a-z-]*\)$/\1 \2/p' "$page")" \
	"$(sed -n 's/^  -\(.\), --\([a-z-]*\) .*/\1 \2/p' "$tmp/help")" "options"

# Of the keys that the program sets, the page and the window of shortcuts have all
keys=$(sed -n 's/.*{ "\(win\|window\|app\)\.[a-z-]*", { \(".*"\) } },/\2/p' $desktop/main.c |
	tr -d '" ' | tr , '\n' | sed 's/<Control>\(.*\)/Ctrl-\u\1/; s/Ctrl-Question/Ctrl-?/')
same "$(section "$page" Keys | sed -n 's/^\.It //p' | sed 's/, /\n/g' |
	grep -vx -e 'or typing' -e Escape -e Return -e F10)" "$keys" "keys: page"
same "$(sed -n 's/.*{ "\([a-z.-]*\)", { ".*/\1/p' $desktop/main.c)" \
	"$(sed -n 's/.*"action-name">\(.*\)<.*/\1/p' $desktop/ui/help-overlay.ui)" \
	"keys: the window of shortcuts"
same "$(section "$page" DESCRIPTION | sed -n 's/^\.Dv \(SIG[A-Z]*\).*/\1/p')" \
	"$(sed -n '/^}/q; s/^\tcase \(SIG[A-Z]*\):$/\1/p' $top/app/rules/status.c)" \
	"signals that are no failure"
is "$(sed -n 's/^#define MAX_ENDED\t//p' $desktop/window.c | sed 's/000$/,000/')" \
	"$(sed -n 's/.*the last \([0-9,]*\) that have ended.*/\1/p' "$page")" "how many are kept"
is "$(sed -n 's/^#define ID\t"\(.*\)"/\1/p' $desktop/main.c)" \
	"$(sed -n 's/^\.Dq \(org\.proclook[A-Za-z.]*\) ,$/\1/p' "$page")" "name on the bus"

done_testing
