#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# proclook list on the real module, beside /proc
set -eu

# shellcheck source=../lib/tap.sh
. /tests/lib/tap.sh
# shellcheck source=../lib/guest.sh
. /tests/lib/guest.sh

dir=$(mktemp -d)
chmod 755 "$dir"
cd "$dir"

# The ids in /proc but those of the dead; with nothing started for it
living() {
	for path in /proc/[0-9]*; do
		while read -r key state _; do
			[ "$key" != State: ] || break
		done <"$path/status" || continue
		[ "$state" = Z ] || echo "${path#/proc/}"
	done 2>/dev/null | sort -n
}

# Into out, without the lister itself
list() { # arguments...
	sh -c 'echo $$; exec proclook list "$@"' sh "$@" >out
	sed -i "/^$(head -n 1 out)\$/d" out
}

# The subshells of living() are there while it looks, and not before and after
same_processes() {
	living >before
	list -F %p
	living >after
	grep -Fxf before after >both || :
	sort -n out >listed
	cmp -s listed both
}

test_ids() {
	ok "O5: the list has the processes of /proc, and no others" \
		wait_until 20 same_processes || diff both listed | diag
	is "$(sort -n out)" "$(cat out)" "in the order of their ids"
	ok "there are kernel threads among them" grep -qx 2 out
}

# What one process is said to be, twice
in_proc() { # pid
	stat=$(cat "/proc/$1/stat")
	# Behind the name, which may have anything in it
	rest=${stat##*) }
	# shellcheck disable=SC2086 # fields
	set -- "$1" $rest
	echo "$1 $3 $(stat -c %u "/proc/$1") $(readlink "/proc/$1/exe" || echo -) ${21}"
}

# Of its start the hundredths of a second
in_list() { # pid
	proclook list -p "$1" -F '%p %P %u %f %b' | awk '{
		split($5, start, "."); print $1, $2, $3, $4, start[1] * 100 + int(substr(start[2], 1, 2)) }'
}

test_fields() {
	cp /bin/dash "./a b"
	mkfifo never
	setpriv --reuid other "./a b" -c 'read x <never' &
	child=$!
	wait_until 20 grep -q "a b" "/proc/$child/comm"
	for pid in 1 2 $$; do
		is "$(in_list "$pid")" "$(in_proc "$pid")" "process $pid: parent, user, path, start"
	done
	is "$(proclook list -p $child -F '%p %P %U %c %f')" "$child $$ other a b $dir/a b" \
		"one with a blank in its name"
	proclook list -p $child >out
	ok "the table has it" grep -q "^ *$child  *$$ other  .* a b  *$dir/a b\$" out
	ok "below a heading" grep -q '^ *PID  *PPID USER  *START  *NAME  *PATH$' out
	kill $child
	wait $child || :
}

test_json() {
	proclook list --json >out
	is "$(jq -s 'map(select(.type != "existing")) | length' out)" 0 "JSON: each line is a process"
	is "$(jq -r 'select(.pid == 1) | "\(.ppid) \(.uid) \(.path)"' out)" \
		"0 0 $(readlink /proc/1/exe)" "JSON: process 1"
	is "$(jq -r 'select(.pid == 2) | "\(.comm) \(.flags[0]) \(.path)"' out)" \
		"kthreadd kernel_thread null" "JSON: a kernel thread"
	is "$(jq -s 'map("\(.pid) \(.start_ns)") | length - (unique | length)' out)" 0 \
		"JSON: none twice"
}

test_tree() {
	sh -c 'sh -c "proclook list --tree; :"; :' >out
	is "$(sed -n 's/^\( *[0-9]* *\)\{2\}[^ ]* *[^ ]* [^ ]* \( *\)sh .*/\2./p' out | tail -n 2 |
		awk '{ print length($0) - previous; previous = length($0) }' | tail -n 1)" 2 \
		"tree: a shell below a shell is indented further"
	is "$(proclook list --tree | wc -l)" "$(proclook list | wc -l)" "tree: it has them all"
}

test_dead() {
	mkfifo go
	# The child ends when its parent is no shell any more, which would wait for it
	sh -c 'sh -c "read x <go" & echo $! >pid; exec cat never' &
	child=$!
	wait_until 20 grep -q cat /proc/$child/comm
	zombie=$(cat pid)
	echo >go
	wait_until 20 grep -q '^State:.Z' "/proc/$zombie/status"
	is "$(proclook list -p "$zombie" -F %p)" "" \
		"one that has ended, and was not waited for, is not listed"
	is "$(proclook list -p $child -F %p)" $child "its parent is"
	kill $child
	wait $child || :
}

test_users() {
	as other sh -c 'proclook list -F %u' | sort -u >out
	is "$(cat out)" 1001 "others see their own processes only"
	as member proclook list -F %u | sort -u >out
	ok "a member of the group sees those of all" grep -qx 0 out
	is "$(proclook list --user other -F %u | sort -u)" "" "a user who has none"
}

load
test_ids
test_fields
test_json
test_tree
test_dead
test_users
unload proclook
done_testing
