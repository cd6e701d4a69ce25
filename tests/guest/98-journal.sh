#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# proclook-log and the real journal: what journalctl finds, what an entry takes, and a journal
# that goes and comes
set -eu

# shellcheck source=../lib/tap.sh
. /tests/lib/tap.sh
# shellcheck source=../lib/guest.sh
. /tests/lib/guest.sh

dir=$(mktemp -d)
cd "$dir"
machine=0123456789abcdef0123456789abcdef
file=/run/log/journal/$machine/system.journal
runs=$((200 / SLOW))

journal_is_there() {
	[ -S /run/systemd/journal/socket ] && [ -e "$file" ]
}

start_journal() {
	rm -f /run/systemd/journal/socket
	/lib/systemd/systemd-journald &
	journald=$!
	wait_until 30 journal_is_there
}

stop_journal() {
	kill "$journald"
	wait "$journald" || :
}

armed() {
	grep -qx 1 /sys/class/proclook/process/watchers
}

start() {
	proclook-log --cursor-file="$dir/cursor" 2>err &
	logger=$!
	wait_until 20 armed
}

finish() {
	status=0
	wait "$logger" || status=$?
}

# Entries as JSON objects
entries() { # journalctl's arguments...
	journalctl --quiet --output json --identifier proclook "$@"
}

is_logged() { # number
	entries --lines 1 | jq -e --argjson number "$1" '(.PROCLOOK_SEQ | tonumber) >= $number' \
		>/dev/null
}

# All that has happened is in the journal
catch_up() {
	read -r newest </sys/class/proclook/process/signal
	wait_until 60 is_logged "$newest"
}

test_found() {
	/bin/true first "two words" &
	child=$!
	wait $child
	(exit 7) &
	other=$!
	wait $other || :
	catch_up
	entries PROCLOOK_TYPE=exec PROCLOOK_PID=$child >exec.json
	is "$(jq -r '[ .PROCLOOK_PATH, .PROCLOOK_ARGS, .PROCLOOK_COMM, .PROCLOOK_PPID ] |
		join("|")' exec.json)" "/usr/bin/true|/bin/true first 'two words'|true|$$" \
		"journalctl PROCLOOK_TYPE=exec"
	is "$(jq -r '[ .SYSLOG_IDENTIFIER, .PRIORITY, ._COMM, ._TRANSPORT ] | join("|")' exec.json)" \
		"proclook|6|proclook-log|journal" "and what the journal itself says"
	ok "it is there after it was" jq -e '(.__MONOTONIC_TIMESTAMP | tonumber) * 1000 >
		(.PROCLOOK_TIME_NS | tonumber)' exec.json
	is "$(entries PROCLOOK_TYPE=exit PROCLOOK_STATUS=7 | jq -r .PROCLOOK_PID)" "$other" \
		"journalctl PROCLOOK_STATUS=7"
	is "$(entries PROCLOOK_TYPE=fork)" "" "no forks, where they are not asked for"
	journalctl --update-catalog
	journalctl --quiet --catalog PROCLOOK_TYPE=exit PROCLOOK_PID=$child >explained
	ok "journalctl -x explains it" grep -q "A process has ended" explained
	ok "with what it is about" grep -q "Process $child of user 0 has ended" explained
}

# What is no text is an array of bytes
text_of() { # field
	jq -r ".$1"' | if type == "array" then implode else . end' exec.json
}

test_hostile() {
	hostile=$(printf 'a\nPRIORITY=0\033')
	cp /bin/true "$hostile"
	"./$hostile" "$(printf 'x\ny')" &
	child=$!
	wait $child
	catch_up
	entries PROCLOOK_TYPE=exec PROCLOOK_PID=$child >exec.json
	is "$(jq -r .PRIORITY exec.json)" 6 "a name with a newline makes no field"
	is "$(text_of PROCLOOK_PATH)" "$dir/$hostile" "it is there as it is: path"
	is "$(text_of PROCLOOK_COMM)" "$hostile" "it is there as it is: name"
	is "$(text_of PROCLOOK_ARGS)" "$(printf "\$'./a\\\\nPRIORITY=0\\\\x1b' \$'x\\\\ny'")" \
		"arguments are words for a shell"
}

# Where the newest object of the journal's file begins
end_of_file() {
	od -A n -t u8 -j 136 -N 8 "$file" | tr -d ' '
}

# What one run of a program takes: an exec and an exit
test_volume() {
	catch_up
	begin=$newest
	before=$(end_of_file)
	for _ in $(seq $runs); do
		/bin/true
	done
	catch_up
	after=$(end_of_file)
	entries PROCLOOK_COMM=true | jq -r "select((.PROCLOOK_SEQ | tonumber) > $begin) |
		.PROCLOOK_TYPE" | sort | uniq -c | tr -s ' \n' ' ' >types
	is "$(cat types)" " $runs exec $runs exit " \
		"$runs runs of a program are an exec and an exit each"
	bytes=$(((after - before) / runs))
	echo "# figure run_file $bytes"
	ok "a run takes no more than 4 kB of the journal" [ "$bytes" -lt 4000 ]
	entries --output export PROCLOOK_COMM=true >export.txt
	count=$(grep -c ^PROCLOOK_SEQ= export.txt)
	echo "# figure run_export $((2 * $(wc -c <export.txt) / count))"
}

# The first number and the last, and how often what comes next does not follow
account() {
	entries | jq -s -r '
		def number($field): .[$field] // "0" | tonumber;
		def own: if .PROCLOOK_TYPE == "lost" then number("PROCLOOK_LOST")
			elif .PROCLOOK_TYPE == "end" then 0 else 1 end;
		map({ last: number("PROCLOOK_SEQ"),
			before: (number("PROCLOOK_SEQ") - own - number("PROCLOOK_SKIPPED")) }) |
		. as $all | [ .[0].before + 1, .[-1].last,
			([ range(1; length) | select($all[.].before != $all[. - 1].last) ] |
				length) ] | join(" ")'
}

# On a whole machine systemd keeps the socket meanwhile, and nobody notices
test_journal_gone() {
	stop_journal
	/bin/true
	finish
	is "$status $(cat err)" "1 proclook-log: /run/systemd/journal/socket: Connection refused; is systemd-journald running?" \
		"a journal that goes ends it"
	/bin/true lonely
	start_journal
	start
	catch_up
	is "$(entries PROCLOOK_TYPE=exec "PROCLOOK_ARGS=/bin/true lonely" | wc -l)" 1 \
		"started again, it goes on where it was"
}

test_account() {
	kill "$logger"
	finish
	is "$status $(cat err)" "0 " "SIGTERM ends it"
	journalctl --sync
	is "$(account)" "1 $(entries PROCLOOK_TYPE=end | jq -r .PROCLOOK_SEQ) 0" \
		"each number from the first on is accounted for, once"
	is "$(entries PROCLOOK_TYPE=lost)" "" "none is lost"
}

prepare() {
	echo $machine >/etc/machine-id
	mkdir -p /etc/systemd
	printf '[Journal]\nStorage=volatile\nReadKMsg=no\n' >/etc/systemd/journald.conf
	rm -rf /run/log/journal
}

prepare
load
start_journal
start
test_found
test_hostile
test_volume
test_journal_gone
test_account
stop_journal
rm -rf /run/log/journal
unload proclook
done_testing
