#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The program: show
set -eu
unit=. out=.
# shellcheck source=cli.sh
. "$unit/cli.sh"

run show </dev/null
says "show: nothing yet" 1 "" "proclook: process: no event yet"
printf 'fork\nexec\n' >"$tmp/in"
run show <"$tmp/in"
says "show" 0 "${exec_line}2" ""
run show process <"$tmp/in"
says "show process" 0 "${exec_line}2" ""
run show -F "%p %s %m" <"$tmp/in"
says "show: format" 0 "42 2 0" ""
run show --utc <"$tmp/in"
says "show: UTC" 0 "2001-09-09T01:46:41.500000000Z${exec_line#01:46:41.500000}2" ""
run show --utc --localtime <"$tmp/in"
says "show: local time" 0 "${exec_line}2" ""
run show --json <"$tmp/in"
is "$status $(cut -c 1-62 "$tmp/out")" \
	"0 {\"type\":\"exec\",\"seq\":2,\"generation\":\"18369614221190020847\",\"mi" "show: json"
printf 'exec\nfail ioctl EINTR\n' >"$tmp/in"
run show <"$tmp/in"
says "show: again after EINTR" 0 "${exec_line}1" ""

done_testing
