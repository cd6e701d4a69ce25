#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The program: colors, and where there are none
set -eu
unit=. out=.
# shellcheck source=cli.sh
. "$unit/cli.sh"

tab=$(printf '\t')
esc=$(printf '\033')

# The last of the events is there: no output at all would be no color either
is_plain() {
	grep -q fork "$tmp/out" && ! grep -q "$esc" "$tmp/out"
}

on_terminal() { # environment and arguments, one word each
	TERM=xterm script -qec "env $* $program watch -n 5" /dev/null </dev/null >"$tmp/out" 2>&1
}

printf -- 'keep 1\n--\nexec\n--\nburst 2\n--\nexit status=0\n--\nexit\n--\nfork\n' >"$tmp/in"
run watch -n 5 --color <"$tmp/in"
is "$(cut -f 2 "$tmp/out")" "${esc}[36mexec${esc}[0m
${esc}[1;33m---- missed 1 events ----${esc}[0m
${esc}[36mexec${esc}[0m
${esc}[34mexit${esc}[0m
${esc}[31mexit${esc}[0m
${esc}[32mfork${esc}[0m" "color: always"

run watch -n 5 --color=always --json <"$tmp/in"
ok "color: not in json" is_plain
run watch -n 5 --color=always -F %t <"$tmp/in"
ok "color: not in a format" is_plain
run watch -n 5 <"$tmp/in"
ok "color: not into a file" is_plain

cp "$tmp/in" "$tmp/script"
on_terminal -u NO_COLOR
ok "color: in a terminal" grep -q "${esc}\\[36mexec" "$tmp/out"
on_terminal NO_COLOR=
ok "color: empty NO_COLOR is none" grep -q "${esc}\\[36mexec" "$tmp/out"
on_terminal NO_COLOR=1
ok "color: NO_COLOR, events" grep -q "exec${tab}42" "$tmp/out"
ok "color: NO_COLOR" is_plain
on_terminal TERM=dumb
ok "color: not on a dumb terminal" is_plain

done_testing
