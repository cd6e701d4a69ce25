#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The program: wait
set -eu
unit=. out=.
# shellcheck source=cli.sh
. "$unit/cli.sh"

# --- a start ---

printf 'process pid=3 comm=other\n--\nfork comm=gcc\n--\nexec pid=5 comm=gcc\n' >"$tmp/in"
run wait --exec gcc -F '%t %p' <"$tmp/in"
says "exec" 0 "exec 5" ""
printf -- '--\nexec comm=cc path=/usr/bin/gcc-12\n' >"$tmp/in"
run wait --exec 'gcc*' -F '%t %c' <"$tmp/in"
says "exec: a pattern for the path" 0 "exec cc" ""
printf 'process pid=3 comm=gcc\n' >"$tmp/in"
run wait --exec gcc -F '%t %p' <"$tmp/in"
says "exec: already" 0 "existing 3" ""
run wait -q --exec gcc <"$tmp/in"
says "exec: quiet" 0 "" ""
run wait --exec ld --timeout 1s <"$tmp/in"
says "exec: timeout" 3 "" ""
printf -- 'keep 2\n--\nexec comm=ld\nprocess pid=3 comm=ld\nexec comm=x\nburst 3\n' >"$tmp/in"
run wait --exec ld -F '%t %c' <"$tmp/in"
says "exec: lost, but it runs" 0 "existing ld" ""

# --- an end ---

printf 'process pid=42\n--\nexit pid=41\n--\nexit pid=42\n' >"$tmp/in"
run wait --exit 42 -F '%t %p %x' <"$tmp/in"
says "exit" 0 "exit 42 status=3" ""
run wait --exit 42 -q --status <"$tmp/in"
says "exit: its status" 3 "" ""
printf 'process pid=42\n--\nexit pid=42 status=15\n' >"$tmp/in"
run wait --exit 42 -q --status <"$tmp/in"
says "exit: its signal" 143 "" ""
printf 'process pid=42\n--\nexit pid=42 status=0\n' >"$tmp/in"
run wait --exit 42 -q --status <"$tmp/in"
says "exit: success" 0 "" ""
printf 'process pid=42 start=2\n--\nexit pid=42 start=1\n' >"$tmp/in"
run wait --exit 42 --timeout 1s <"$tmp/in"
says "exit: not of another one with this id" 3 "" ""
printf 'process pid=41\n' >"$tmp/in"
run wait --exit 42 <"$tmp/in"
says "exit: has ended already" 0 "" ""
run wait --exit 42 --status <"$tmp/in"
says "exit: has ended already, status" 1 "" \
	"proclook: it has ended already: its status is not known"
cat >"$tmp/in" <<END
process pid=41 comm=make
process pid=42 comm=sh
process pid=43 comm=make
--
process pid=50 comm=make
exit pid=43 status=256
--
exit pid=41 status=512
END
run wait --exit 'ma*' --status -F %p <"$tmp/in"
says "exit: all of that name, not those that come later" 2 "43
41" ""
run wait --exit none <"$tmp/in"
says "exit: none of that name" 0 "" ""
run wait --exit '[4]2' --timeout 1s <"$tmp/in"
says "exit: digits as a pattern" 0 "" ""
cat >"$tmp/in" <<END
keep 2
process pid=41 comm=make
process pid=43 comm=make
--
exit pid=41
exit pid=43
vanish 41
vanish 43
exit pid=1
burst 4
END
run wait --exit make <"$tmp/in"
says "exit: lost, and gone" 0 "" ""
run wait --exit make --status <"$tmp/in"
is "$status" 1 "exit: lost, and nobody knows the status"
cat >"$tmp/in" <<END
keep 2
process pid=41 comm=make
--
exit pid=1
burst 4
--
exit pid=41 status=512
END
run wait --exit make --status -q <"$tmp/in"
says "exit: lost, but it is still there" 2 "" ""

cat >"$tmp/in" <<END
keep 2
process pid=41 comm=make
--
exit pid=1
burst 4
vanish 41
torrent 100
END
run wait --exit make --timeout 3s <"$tmp/in"
says "exit: lost, and there is no end of events" 0 "" ""

# --- own processes only: one that changes its user is not seen any more ---

sleep 100 &
alive=$!
# Of the real kernel's processes none has this id
dead=4194305
printf 'own\nprocess pid=%s\n--\nvanish %s\n' $alive $alive >"$tmp/in"
run wait --exit $alive --timeout 10s <"$tmp/in"
says "own: hidden, and lives" 3 "" ""
printf 'own\nprocess pid=%s\n--\nvanish %s\npass 1000000000\n' $dead $dead >"$tmp/in"
run wait --exit $dead --timeout 10s <"$tmp/in"
says "own: hidden, and has ended" 0 "" ""
run wait --exit $dead --status <"$tmp/in"
says "own: hidden, and nobody knows the status" 1 "" \
	"proclook: it has ended already: its status is not known"
printf 'own\nprocess pid=%s\n--\nexit pid=%s\n' $alive $alive >"$tmp/in"
run wait --exit $alive -F '%t %p' --timeout 10s <"$tmp/in"
says "own: its exit is seen" 0 "exit $alive" ""
cat >"$tmp/in" <<END
own
keep 2
process pid=$alive
--
exit pid=1
burst 4
vanish $alive
END
run wait --exit $alive --timeout 10s <"$tmp/in"
says "own: lost, and lives" 3 "" ""
kill $alive
# Nobody waits for it
perl -e 'my $pid = fork // die; exit unless $pid; $| = 1; print "$pid\n"; sleep 100' \
	>"$tmp/zombie" &
parent=$!
until [ -s "$tmp/zombie" ] && grep -qs '^State:.Z' "/proc/$(cat "$tmp/zombie")/status"; do
	sleep 0.01
done
zombie=$(cat "$tmp/zombie")
printf 'own\nprocess pid=%s\n--\nvanish %s\npass 1000000000\n' "$zombie" "$zombie" >"$tmp/in"
run wait --exit "$zombie" --timeout 10s <"$tmp/in"
says "own: hidden, and has ended without being waited for" 0 "" ""
kill $parent
# Root may signal everybody, and is somebody else for this
set --
[ "$(id -u)" -ne 0 ] || set -- setpriv --reuid 65534 --regid 65534 --clear-groups
cp "$program" "$tmp/program"
printf 'own\nprocess pid=%s\n' $$ >"$tmp/script"
chmod -R a+rX "$tmp"
status=0
"$@" "$tmp/program" wait --exit 1 >"$tmp/out" 2>"$tmp/err" </dev/null || status=$?
says "own: another one's" 5 "" "proclook: process 1: you may see your own processes only"

# --- errors ---

printf 'process pid=42\n--\ngone\n' >"$tmp/in"
run wait --exit 42 <"$tmp/in"
says "gone" 4 "" "proclook: $node: the device went away"
printf 'absent\n' >"$tmp/in"
run wait --exit 42 <"$tmp/in"
says "absent" 4 "" "proclook: $node: $gone"
printf 'process pid=42\nfail ioctl EUSERS\n--\nexit pid=42\n' >"$tmp/in"
run wait --exit 42 -q <"$tmp/in"
says "the module takes no filter" 0 "" ""
printf 'process pid=42\nfail ioctl EPROTO\n' >"$tmp/in"
run wait --exit 42 -q <"$tmp/in"
is "$status" 1 "the module makes no sense"

done_testing
