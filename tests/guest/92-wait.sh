#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# proclook wait on the real module
set -eu

# shellcheck source=../lib/tap.sh
. /tests/lib/tap.sh
# shellcheck source=../lib/guest.sh
. /tests/lib/guest.sh

dir=$(mktemp -d)
cd "$dir"
long=$((60 * ${SLOW:-1}))s

# Is the waiter there, and does it sleep in the kernel until something happens?
asleep() {
	read -r watchers </sys/class/proclook/process/watchers
	[ "$watchers" -eq 1 ] && grep -q '^State:.S' "/proc/$waiter/status" &&
		grep -q poll "/proc/$waiter/wchan" "/proc/$waiter/stack" 2>/dev/null
}

# A waiter in the background, which has looked and sleeps when this returns
start() { # arguments...
	proclook wait --timeout "$long" "$@" >out 2>err &
	waiter=$!
	wait_until 20 asleep
}

finish() {
	status=0
	wait "$waiter" || status=$?
}

# A process that is nobody's child here, and ends as it is told; its id in $subject
subject() {
	rm -f end
	mkfifo end
	(sh -c 'echo $$ >pid; read how <end; eval "$how"' &)
	wait_until 20 [ -s pid ]
	subject=$(cat pid)
	rm pid
}

test_exit() {
	subject
	start --exit "$subject" -F '%t %p %x'
	echo 'exit 7' >end
	finish
	is "$status $(cat out)" "0 exit $subject status=7" "a process that is no child is waited for"
	subject
	start --exit "$subject" -q --status
	echo 'exit 7' >end
	finish
	is "$status $(cat out)" "7 " "--status: ends as it did"
	subject
	start --exit "$subject" -q --status
	kill -TERM "$subject"
	finish
	is "$status" 143 "--status: a signal is 128 more"
}

test_gone() {
	sh -c 'exit 7' &
	gone=$!
	wait $gone || :
	status=0
	proclook wait --timeout "$long" --exit $gone >out || status=$?
	is "$status $(cat out)" "0 " "a process that has ended already is not waited for"
	status=0
	proclook wait --timeout "$long" --exit $gone --status 2>err || status=$?
	is "$status $(cat err)" "1 proclook: it has ended already: its status is not known" \
		"--status: which nobody knows any more"
	# Dead, but its parent has not waited for it, and is no shell any more that would
	mkfifo go never
	sh -c 'sh -c "read x <go" & echo $! >pid; exec cat never' &
	parent=$!
	wait_until 20 grep -q cat /proc/$parent/comm
	zombie=$(cat pid)
	echo >go
	wait_until 20 grep -q '^State:.Z' "/proc/$zombie/status"
	status=0
	proclook wait --timeout "$long" --exit "$zombie" || status=$?
	is "$status" 0 "nor is one that only its parent has to wait for"
	kill $parent
	wait $parent || :
	rm pid
}

# The end falls before, between or behind the waiter's two looks: it never hangs
test_race() {
	late=0
	for _ in $(seq 100); do
		sh -c : &
		racer=$!
		status=0
		proclook wait --timeout "$long" -q --exit $racer || status=$?
		wait $racer
		[ $status -eq 0 ] || late=$((late + 1))
	done
	is $late 0 "100 processes that end meanwhile: none is waited for in vain"
}

test_exec() {
	cp /bin/dash ./waited-for
	start --exec 'waited-*' -F '%t %f'
	./waited-for -c 'read x <end' &
	child=$!
	finish
	is "$status $(cat out)" "0 exec $dir/waited-for" "a start is waited for"
	status=0
	proclook wait --timeout "$long" --exec waited-for -F '%t %p' >out || status=$?
	is "$status $(cat out)" "0 existing $child" "what runs already is not waited for"
	start --exit waited-for -F %p
	kill $child
	wait $child || :
	finish
	is "$status $(cat out)" "0 $child" "all of a name are waited for"
	status=0
	proclook wait --timeout "$long" --exit waited-for || status=$?
	is "$status" 0 "of which there are none any more"
}

test_timeout() {
	status=0
	proclook wait --timeout 100ms --exit $$ >out || status=$?
	is "$status $(cat out)" "3 " "--timeout ends with 3"
	status=0
	proclook wait --timeout 0 --exec no-such-program || status=$?
	is "$status" 3 "--timeout 0 looks once"
}

test_users() {
	status=0
	as other proclook wait --timeout "$long" --exit $$ 2>err || status=$?
	is "$status $(cat err)" "5 proclook: process $$: you may see your own processes only" \
		"a process of somebody else's is not taken for one that has ended"
}

load
test_exit
test_gone
test_race
test_exec
test_timeout
test_users
unload proclook
done_testing
