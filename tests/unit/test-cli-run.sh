#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The program: run
# shellcheck disable=SC2016 # the program's shell expands that
set -eu
unit=. out=.
# shellcheck source=cli.sh
. "$unit/cli.sh"

# The commands write to a file: the order in which they end is not that of their events
log=$tmp/log
export log
logged() { # what the commands said, sorted
	[ ! -e "$log" ] || sort "$log"
	rm -f "$log"
}
note='echo "$PROCLOOK_TYPE $PROCLOOK_PID $PROCLOOK_SEQ" >>"$log"'

printf -- '--\nfork pid=2\n--\nexec pid=2\nexit pid=2\n--\nexit pid=3\n' >"$tmp/in"
run run --on exec,exit -n 3 -- sh -c "$note" <"$tmp/in"
says "run" 0 "" ""
is "$(logged)" "exec 2 2
exit 2 3
exit 3 4" "run: once for each event"
run run --on all --pid 2 -n 3 -- sh -c "$note" <"$tmp/in"
is "$(logged)" "exec 2 2
exit 2 3
fork 2 1" "run: filters"
run run --on exit --jobs 1 -n 2 -- sh -c "$note" <"$tmp/in"
is "$(logged)" "exit 2 3
exit 3 4" "run: one at a time"

cp "$tmp/in" "$tmp/script"
status=0
perl -e '$SIG{CHLD} = "IGNORE"; exec(@ARGV)' "$program" run --on exit --jobs 1 -n 2 -- \
	sh -c "$note" >"$tmp/out" 2>"$tmp/err" </dev/null || status=$?
says "run: SIGCHLD was ignored" 0 "" ""
is "$(logged)" "exit 2 3
exit 3 4" "run: SIGCHLD was ignored, each command is waited for"

# --- the environment ---

printf -- '--\nexec comm=a\\x20b path=/tmp/$(reboot)\\x0ax args=a\\x00b\\x20c\\x00\n' >"$tmp/in"
PROCLOOK_STATUS=7 run run --on exec -n 1 -- env <"$tmp/in"
is "$(perl -0777 -ne 'print "$1" if /PROCLOOK_PATH=(.*?\n.*?)\n/s' "$tmp/out")" '/tmp/$(reboot)
x' "environment: the path as it is"
sed -n 's/^PROCLOOK_//p' "$tmp/out" | grep -v PATH | sort >"$tmp/variables"
is "$(cat "$tmp/variables")" "ARGS=a 'b c'
GENERATION=18369614221190020847
GID=100
NAME=a b
PID=42
PPID=7
SEQ=1
START=1.250000000
TIME=2001-09-09T01:46:41.500000000Z
TYPE=exec
UID=1000" "environment: exec"
printf -- '--\nexit\n' >"$tmp/in"
run run --on exit -n 1 -- env <"$tmp/in"
is "$(sed -n 's/^PROCLOOK_//p' "$tmp/out" | grep -e STATUS -e SIG -e DUR -e PATH | sort)" \
	"DURATION=0.250000000
STATUS=3" "environment: exit"
PROCLOOK_OTHER=1 KEPT="a b" run run --on exit -n 1 -- env <"$tmp/in"
is "$(grep -e OTHER -e KEPT -e '^TERM' "$tmp/out" | sort)" "KEPT=a b
TERM=xterm" "environment: what is inherited, but for names that begin as ours"
printf -- '--\nexit status=9\n' >"$tmp/in"
run run --on exit -n 1 -- env <"$tmp/in"
is "$(sed -n 's/^PROCLOOK_S\(.*[SL]=\)/\1/p' "$tmp/out" | sort)" "IGNAL=9
TATUS=137" "environment: a signal"
run run --on exit -n 1 -- perl -e 'print $SIG{PIPE} // "DEFAULT", -s STDIN' <"$tmp/in"
is "$(cat "$tmp/out")" "DEFAULT0" "SIGPIPE and standard input are nobody's"
printf 'echo shell\n' >"$tmp/plain"
chmod +x "$tmp/plain"
run run --on exit -n 1 -- "$tmp/plain" <"$tmp/in"
says "no shell, not even for a file without #!" 1 "" \
	"proclook: $tmp/plain: Exec format error"
run run --on exit -n 1 -- "$tmp/none" <"$tmp/in"
says "no such program" 1 "" "proclook: $tmp/none: No such file or directory"

# --- own children: in the script, self is the program's id ---

# $1 is the program's id where the shell has been replaced by it
family() { # arguments...
	sh -c 'sed "s/self/$$/g" "$0" >"$FAKE_SCRIPT"; exec "$@"' "$tmp/in" "$program" run \
		"$@" >"$tmp/out" 2>"$tmp/err" </dev/null || :
}
cat >"$tmp/in" <<END
--
fork pid=10 start=10 ppid=self
fork pid=11 start=11 ppid=10 parent_start=10
fork pid=12 start=12 ppid=10 parent_start=9
exit pid=10 start=10 ppid=self
exec pid=11 start=11 ppid=1 parent_start=0
exit pid=11 start=11 ppid=self parent_start=1
fork pid=11 start=20 ppid=1 parent_start=0
fork pid=13 start=21 ppid=11 parent_start=20
exec pid=14 start=22 ppid=self
END
family --on all -n 3 -- sh -c "$note"
is "$(logged)" "fork 11 7
fork 12 3
fork 13 8" "own children, and theirs, run nothing; pids are not enough to be one"

# --- losses ---

# The list tells who descends from the program: its ids are not in the order of the ancestry
cat >"$tmp/in" <<END
keep 3
process pid=19 ppid=20 start=19 parent_start=20
process pid=20 ppid=self start=20
--
exit pid=1
exit pid=2
exit pid=3
exit pid=4
exit pid=5
--
exit pid=19 start=19 ppid=1
exit pid=20 start=20 ppid=1
exit pid=21 start=21 ppid=1
END
family --on exit -n 1 -- sh -c "$note"
is "$(logged)" "exit 21 8" "a loss: descendants are found in the list"
is "$(cat "$tmp/err")" "proclook: 5 events were lost" \
	"a loss is a number, with what came before the list"

# 20 is about to end when the processes are listed, which leaves it out
cat >"$tmp/in" <<END
keep 4
process pid=21 ppid=20 start=21 parent_start=20
process pid=22 ppid=1 start=22
--
fork pid=20 start=20 ppid=self
fork pid=30 start=30 ppid=20 parent_start=20
fork pid=22 start=22 ppid=30 parent_start=30
--
exit pid=1
exit pid=2
exit pid=3
exit pid=4
exit pid=5
--
exit pid=20 start=20 ppid=7
exit pid=21 start=21 ppid=self
exit pid=22 start=22 ppid=1
exit pid=23 start=23 ppid=1
END
family --on exit -n 1 -- sh -c "$note"
is "$(logged)" "exit 23 12" "a loss: who is about to end, its children and all from before"

printf -- '--\ngone\n' >"$tmp/in"
run run --on exit -- true <"$tmp/in"
says "gone" 4 "" "proclook: $node: the device went away"
run run --on exit -- true <<END
absent
END
says "absent" 4 "" "proclook: $node: $gone"

done_testing
