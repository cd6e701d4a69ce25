#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The program: what it does not understand, its help, its version
# shellcheck disable=SC2258 # commas, on purpose
set -eu
unit=. out=.
# shellcheck source=cli.sh
. "$unit/cli.sh"

try="Try 'proclook --help' for more information."

usage() { # message arguments...
	message=$1
	shift
	run "$@" </dev/null
	says "usage: $*" 2 "" "proclook: $message
$try"
}
usage "a command is missing"
usage "unknown command 'frobnicate'" frobnicate
usage "unknown command ''" ""
usage "unrecognized option '--frob'" --frob
usage "unrecognized option '--frob'" watch --frob
usage "unrecognized option '--initial'" show --initial
usage "unrecognized option '--format'" info --format
usage "invalid option -- 'z'" watch -z
usage "option requires an argument -- 'n'" watch -n
usage "option '--name' requires an argument" watch --name
usage "option '--json' doesn't allow an argument" watch --json=x
usage "watch: one name at a time" watch process process
usage "show: one name at a time" show process process
usage "info: one name at a time" info process process
usage "'a/b' cannot be the name of a named event" watch a/b
usage "'..' cannot be the name of a named event" show ..
usage "'' cannot be the name of a named event" watch --follow ""
usage "'../x' cannot be the name of a named event" info ../x
for value in 0 -1 "" x 1x 18446744073709551616; do
	usage "--num-events: '$value' is not a number above 0" watch -n "$value"
done
for value in -1 "" x 1h 1.5s 9999999999999s; do
	usage "--duration: '$value' is not a time such as 500, 20ms, 3s or 1m" \
		watch --duration="$value"
done
usage "--idle-timeout: '1y' is not a time such as 500, 20ms, 3s or 1m" watch --idle-timeout 1y
for value in "" , fork, ,fork fork,,exec Fork unknown forkforkforkforkfork; do
	usage "--event: '$value' is not a list of fork, exec, exit, \
thread_create, thread_exit, image_load or all" watch -e "$value"
done
for value in "" 0 -1 1, ,1 2147483648 x 99999999999999999999; do
	usage "--pid: '$value' is not a list of process ids" watch -p "$value"
done
usage "wait: the name is empty" wait --exec ''
usage "wait: the name is empty" wait --exit=
usage "--wait-on: 'both' is not attribute or device" watch --wait-on=both
usage "--color: 'red' is not auto, always or never" watch --color=red
usage "--format: unknown %-specifier in '%q'" watch -F %q
usage "--format: unknown %-specifier in '%'" show -F %

# --- help and version ---

run --help </dev/null
is "$status $(cat "$tmp/err")" "0 " "help: status, stderr"
is "$(awk 'length > 80' "$tmp/out")" "" "help: 80 columns"
cp "$tmp/out" "$tmp/help"
for command in show watch info; do
	run $command --help </dev/null
	ok "help: $command --help" cmp -s "$tmp/out" "$tmp/help"
done
options=$(sed -n 's/.*{ "\([a-z-]*\)", [a-z]*_argument,.*/\1/p' "$unit"/../../app/cli/*.c | sort -u)
ok "help: there are options" [ -n "$options" ]
for option in $options; do
	ok "help: has --$option" grep -q -e "--$option" "$tmp/help"
done
letters=$(sed -n "s/^\t{ '\(.\)', put_.*/\1/p" "$unit/../../app/lib/format.c")
ok "help: there are letters of formats" [ -n "$letters" ]
for letter in $letters; do
	ok "help: has %$letter" grep -q " %$letter " "$tmp/help"
done
run --version </dev/null
is "$status $(wc -l <"$tmp/out" | tr -d ' ')" "0 3" "version"
run -V </dev/null
is "$(sed -n 's/^proclook [0-9.]*$/ok/p' "$tmp/out")" ok "-V"

done_testing
