#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# proclook run on the real module
# shellcheck disable=SC2016 # other shells expand that
set -eu

# shellcheck source=../lib/tap.sh
. /tests/lib/tap.sh
# shellcheck source=../lib/guest.sh
. /tests/lib/guest.sh

dir=$(mktemp -d)
cd "$dir"
export dir

armed() {
	grep -qx 1 /sys/class/proclook/process/watchers
}

# A runner in the background, from whose sight nothing can escape when this returns
start() { # arguments...
	rm -f log
	proclook run "$@" >out 2>err </dev/null &
	runner=$!
	wait_until 20 armed
}

finish() {
	status=0
	wait "$runner" || status=$?
}

lines() {
	[ -e log ] && [ "$(grep -c . log)" -ge "$1" ]
}

# Commands may leave somebody behind, who writes a line at its end
daemons() {
	[ -e daemons ] && [ "$(wc -l <daemons)" -ge "$1" ]
}

# Many that match among four times as many others, faster than commands can run
test_storm() {
	hits=$((200 / ${SLOW:-1}))
	cp /bin/true hit
	cp /bin/true miss
	start --on exec --name hit --jobs 3 -n "$hits" -- \
		sh -c 'echo "$PROCLOOK_SEQ $PROCLOOK_PID" >>log; /bin/true'
	for _ in $(seq "$hits"); do
		./hit &
		hit=$!
		echo $hit >>hits
		(./miss & ./miss & ./miss & ./miss & wait)
		wait $hit
	done
	finish
	is "$status $(cat err)" "0 " "under a storm: nothing is lost"
	is "$(grep -c . log)" "$hits" "a command for each event that matches"
	is "$(cut -d ' ' -f 1 log | sort -u | grep -c .)" "$hits" "and for each once"
	is "$(cut -d ' ' -f 2 log | sort)" "$(sort hits)" "they are the ones that match"
}

# Commands that do what they are run for, by themselves, by a grandchild and by one that
# has left its parent and its session
test_family() {
	cp /bin/true odd
	rm -f pids daemons
	start --on fork,exec,exit --name 'odd*' -n 4 -- sh -c '
		echo "$PROCLOOK_TYPE $PROCLOOK_PID" >>log
		./odd
		sh -c "./odd"
		(setsid sh -c "sleep 0.1; ./odd; echo >>daemons" &)'
	for _ in 1 2; do
		./odd &
		echo $! >>pids
		wait $!
	done
	finish
	is "$status" 0 "own children: it ends after -n"
	is "$(sort log)" "$(sed 's/^/exec /' pids; sed 's/^/exit /' pids)" \
		"own children, and what descends from them, run nothing"

	# To another runner they are strangers
	wait_until 20 daemons 4
	rm daemons
	# One more event, after all that the daemon did: it is seen to have run nothing
	start --on exec --name 'odd*' -- sh -c '
		echo "$PROCLOOK_PID" >>log
		(setsid sh -c "./odd; echo >>daemons" &)'
	./odd &
	first=$!
	wait $first
	wait_until 20 daemons 1
	./odd &
	last=$!
	wait $last
	wait_until 20 lines 2
	kill "$runner"
	wait "$runner" || :
	is "$(tr '\n' ' ' <log)" "$first $last " "own children: also where their parent has ended"
}

test_environment() {
	cp /bin/dash 'na me'
	start --on exit --name 'na*' -n 1 -- env
	"./na me" -c 'exit 9' &
	child=$!
	wait $child || :
	finish
	for word in TYPE=exit "PID=$child" "PPID=$$" UID=0 GID=0 STATUS=9 "NAME=na me"; do
		ok "environment: $word" grep -qx "PROCLOOK_$word" out
	done
	for name in SEQ TIME START DURATION GENERATION; do
		ok "environment: $name" grep -q "^PROCLOOK_$name=[0-9]" out
	done
	ok "environment: no path of an exit" not grep -q "^PROCLOOK_PATH" out
}

not() {
	! "$@"
}

# Names that a shell would take for more than names
test_hostile() {
	hostile='$(touch pwned)`touch pwned`;touch pwned #'
	mkdir -p "$hostile" bin
	cp /bin/true "$hostile/x"
	start --on exec --name x -n 1 -- printf '<%s>' '$PROCLOOK_PATH' "$hostile" '*' 'a b'
	"./$hostile/x" "$hostile"
	finish
	is "$(cat out)" "<\$PROCLOOK_PATH><$hostile><*><a b>" "arguments are what they are"
	start --on exec --name x -n 1 -- env
	"./$hostile/x" "$hostile"
	finish
	is "$(sed -n 's/^PROCLOOK_PATH=//p' out)" "$dir/$hostile/x" "so is a path"
	ok "no shell has read them" [ ! -e pwned ]
	cp /bin/dash plain
	printf 'echo shell\n' >plain
	start --on exec --name x -n 1 -- ./plain
	"./$hostile/x"
	finish
	is "$status $(cat err out)" "1 proclook: ./plain: Exec format error" \
		"nor is there one for a file without #!"
}

# What comes while all are busy is not lost
test_busy() {
	mkfifo hold
	start --on exec --name hit --jobs 1 -n 20 -- sh -c 'read x <hold; echo $PROCLOOK_SEQ >>log'
	for _ in $(seq 20); do
		./hit
	done
	while kill -0 "$runner" 2>/dev/null && ! lines 20; do
		echo >hold
	done
	finish
	is "$status $(grep -c . log) $(cat err)" "0 20 " "events that come while it is busy wait"
	is "$(sort -n log)" "$(cat log)" "one at a time, in their order"
}

load
test_storm
test_family
test_environment
test_hostile
test_busy
unload proclook
done_testing
