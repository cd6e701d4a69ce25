#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The program: colors, and where there are none
set -eu
unit=. out=.
# shellcheck source=cli.sh
. "$unit/cli.sh"

tab=$(printf '\t')
esc=$(printf '\033')

printf -- '--\nexec\n--\nburst 2\n--\nexit status=0\n--\nexit\n--\nfork\n' >"$tmp/in"
run watch -n 5 --color <"$tmp/in"
is "$(cut -f 2 "$tmp/out")" "${esc}[36mexec${esc}[0m
${esc}[1;33m---- missed 1 events ----${esc}[0m
${esc}[36mexec${esc}[0m
${esc}[34mexit${esc}[0m
${esc}[31mexit${esc}[0m
${esc}[32mfork${esc}[0m" "color: always"
run watch -n 5 --color=always --json <"$tmp/in"
not_ok "color: not in json" grep -q "$esc" "$tmp/out"
run watch -n 5 --color=always -F %t <"$tmp/in"
not_ok "color: not in a format" grep -q "$esc" "$tmp/out"
run watch -n 5 <"$tmp/in"
not_ok "color: not into a file" grep -q "$esc" "$tmp/out"
cp "$tmp/in" "$tmp/script"
on_terminal() { # environment and arguments, one word each
	TERM=xterm script -qec "env $* $program watch -n 5" /dev/null </dev/null >"$tmp/out" 2>&1
}
on_terminal -u NO_COLOR
ok "color: in a terminal" grep -q "${esc}\\[36mexec" "$tmp/out"
on_terminal NO_COLOR=
ok "color: empty NO_COLOR is none" grep -q "${esc}\\[36mexec" "$tmp/out"
on_terminal NO_COLOR=1
ok "color: NO_COLOR, events" grep -q "exec${tab}42" "$tmp/out"
not_ok "color: NO_COLOR" grep -q "$esc" "$tmp/out"
on_terminal TERM=dumb
not_ok "color: not on a dumb terminal" grep -q "$esc" "$tmp/out"

done_testing
