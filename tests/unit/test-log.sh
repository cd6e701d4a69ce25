#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# proclook-log on a fake kernel and a fake journal: what gets an entry, from where on, and
# what is said of the rest
set -eu
unit=. out=.
# shellcheck source=cli.sh
. "$unit/cli.sh"

program=$out/fake-proclook-log
generation=18369614221190020847

# Of each entry the type, the number, how many were skipped, how many are lost
entries() {
	awk 'function flush() { if (n["TYPE"]) print n["TYPE"], n["SEQ"], n["SKIPPED"],
			"LOST" in n ? n["LOST"] : "-"; split("", n) }
		/^READY=1$/ { print }
		/^PROCLOOK_/ { at = index($0, "="); n[substr($0, 10, at - 10)] = substr($0, at + 1) }
		/^$/ { flush() }' "$tmp/out"
}

# Every number of a device from the first one on, once: "FIRST LAST" without a gap
account() {
	entries | awk '$1 != "READY=1" {
		own = $1 == "lost" ? $4 : $1 == "end" ? 0 : 1
		from = $2 - own - $3 + 1
		if (NR > 1 && last && from != last + 1) print "gap before", $0
		if (!first) first = from
		last = $2
	} END { print first, last }'
}

logs() { # name status entries err
	is "$status" "$2" "$1: status"
	is "$(entries)" "$3" "$1: entries"
	is "$(cat "$tmp/err")" "$4" "$1: stderr"
}

# --- which events ---

printf 'exec\n--\nfork\nfork\nexec\n--\nexit\n--\nfork\n--\nsignal 15\n' >"$tmp/in"
run <"$tmp/in"
logs "without options" 0 "READY=1
exec 4 2 -
exit 5 0 -
end 6 1 -" ""
run --event all <"$tmp/in"
logs "all types" 0 "READY=1
fork 2 0 -
fork 3 0 -
exec 4 0 -
exit 5 0 -
fork 6 0 -
end 6 0 -" ""
run -e exit <"$tmp/in"
logs "one type" 0 "READY=1
exit 5 3 -
end 6 1 -" ""
printf -- '--\nexec comm=gcc uid=5\nexec comm=ld uid=6\nexec comm=gcc uid=6\n--\nsignal 15\n' >"$tmp/in"
run --name 'g*' <"$tmp/in"
logs "by name" 0 "READY=1
exec 1 0 -
exec 3 1 -
end 3 0 -" ""
run --user 6 <"$tmp/in"
logs "by user" 0 "READY=1
exec 2 1 -
exec 3 0 -
end 3 0 -" ""
printf -- '--\nexec type=9\n--\nsignal 15\n' >"$tmp/in"
run <"$tmp/in"
logs "a type of a later module" 0 "READY=1
unknown(9) 1 0 -
end 1 0 -" ""
printf -- '--\nsignal 15\n' >"$tmp/in"
run <"$tmp/in"
logs "no event at all" 0 "READY=1" ""
for signal in 1 2 15; do
	printf -- '--\nexec\n--\nsignal %s\n' $signal >"$tmp/in"
	run <"$tmp/in"
	is "$status" 0 "signal $signal ends it, with status 0"
done

# --- losses ---

printf -- 'keep 10\n--\nfork\nexec\n--\nburst 100\n--\nfork\nexit\n--\nsignal 15\n' >"$tmp/in"
run -e exit <"$tmp/in"
logs "lost" 0 "READY=1
lost 92 2 90
exit 104 11 -
end 104 0 -" ""
is "$(account)" "1 104" "lost: every number is accounted for"
# Nobody would look again if it slept between them
(printf -- '--\n' && yes exec | head -n 300 && printf -- '--\nsignal 15\n') >"$tmp/in"
run -e exit <"$tmp/in"
logs "none of many" 0 "READY=1
end 300 300 -" ""

# --- from where on ---

cursor=$tmp/cursor
printf 'exec\nburst 4\n--\nexit\n--\nfork\n--\nsignal 15\n' >"$tmp/in"
run --cursor-file "$cursor" <"$tmp/in"
logs "a new cursor" 0 "READY=1
exec 1 0 -
exec 2 0 -
exec 3 0 -
exec 4 0 -
exec 5 0 -
exit 6 0 -
end 7 1 -" ""
is "$(cat "$cursor")" "$generation 00000000000000000007" "a new cursor: it remembers"
printf 'exec\nburst 8\n--\nexit\n--\nsignal 15\n' >"$tmp/in"
run --cursor-file "$cursor" <"$tmp/in"
logs "a cursor" 0 "READY=1
exec 8 0 -
exec 9 0 -
exit 10 0 -
end 10 0 -" ""
printf 'keep 3\nexec\nburst 29\n--\nexit\n--\nsignal 15\n' >"$tmp/in"
run --cursor-file "$cursor" <"$tmp/in"
logs "a cursor that is far away" 0 "READY=1
lost 27 0 17
exec 28 0 -
exec 29 0 -
exec 30 0 -
exit 31 0 -
end 31 0 -" ""
is "$(account)" "11 31" "a cursor that is far away: every number is accounted for"
printf 'exec\n--\nfork\n--\nsignal 9\n' >"$tmp/in"
run --cursor-file "$cursor" <"$tmp/in"
is "$(cat "$cursor")" "$generation 00000000000000000001" \
	"killed: the cursor is where the last entry was, not the last event"
for line in "7 00000000000000000002" "$generation 00000000000000000099" \
	"$generation" "$generation x" "x 2" "" "99999999999999999999 2" "$generation -1"; do
	printf '%s\n' "$line" >"$cursor"
	printf 'exec\nexec\nexec\n--\nexit\n--\nsignal 15\n' >"$tmp/in"
	run --cursor-file "$cursor" <"$tmp/in"
	is "$status $(account)" "0 1 4" "cursor '$line': begins at the first event"
	is "$(cat "$cursor")" "$generation 00000000000000000004" "cursor '$line': replaced"
done
printf '%s 00000000000000000002\nand more\n' "$generation" >"$cursor"
run --cursor-file "$cursor" <"$tmp/in"
is "$(account)" "3 4" "a cursor with more behind it: what it says counts"
run --cursor-file "$tmp/none/cursor" <"$tmp/in"
logs "no folder for the cursor" 1 "" \
	"proclook-log: $tmp/none/cursor: No such file or directory"
run --cursor-file /dev/full <"$tmp/in"
logs "a cursor that cannot be written" 0 "READY=1
exec 1 0 -
exec 2 0 -
exec 3 0 -
exit 4 0 -
end 4 0 -" "proclook-log: /dev/full: No space left on device"

# --- a device that goes, and comes ---

printf 'exec\n--\nexit\n--\nfork\ngone\n' >"$tmp/in"
run <"$tmp/in"
logs "gone" 4 "READY=1
exit 2 0 -
end 2 0 -" "proclook-log: $node: the device went away"
cat >"$tmp/in" <<END
absent
--
back
exec
--
exit
--
gone
--
back
exit
exec
--
exit
--
signal 15
END
run --follow <"$tmp/in"
logs "follow" 0 "READY=1
exit 2 0 -
end 2 0 -
READY=1
exit 1 0 -
exec 2 0 -
exit 3 0 -
end 3 0 -" "proclook-log: $node: not there yet, waiting for it
proclook-log: $node: the device went away, waiting for it"
ok "follow: two generations" \
	[ "$(grep '^PROCLOOK_GENERATION=' "$tmp/out" | sort -u | wc -l)" -eq 2 ]
echo absent >"$tmp/in"
run <"$tmp/in"
logs "no device" 4 "" "proclook-log: $node: $gone"
printf 'fail open EACCES\n' >"$tmp/in"
run <"$tmp/in"
logs "forbidden" 5 "" "proclook-log: $node: Permission denied; members of group 'proclook' may read it"
printf 'fail monitor ENOMEM\n' >"$tmp/in"
run --follow <"$tmp/in"
is "$status" 1 "follow: without a monitor"

# --- who sees the own processes only ---

printf 'own\nexec uid=1000\nexec uid=5\n--\nexec uid=5\nexit uid=1000\n--\nsignal 15\n' >"$tmp/in"
run <"$tmp/in"
is "$status $(entries | tail -n 2)" "0 exit 4 2 -
end 4 0 -" "own processes: numbers of others are skipped"
rm "$cursor"
printf 'own\nkeep 2\nexec uid=1000\nburst 3\nexec uid=5\nexec uid=1000\n--\nexit uid=1000\n--\nsignal 15\n' >"$tmp/in"
run --cursor-file "$cursor" <"$tmp/in"
is "$status $(account)" "0 1 7" "own processes, and a history that does not have the first one"

# --- the journal ---

printf 'fail connect ENOENT\n' >"$tmp/in"
run <"$tmp/in"
logs "no journal" 1 "" "proclook-log: /run/systemd/journal/socket: No such file or directory; is systemd-journald running?"
printf 'fail connect ECONNREFUSED\n' >"$tmp/in"
run <"$tmp/in"
is "$status" 1 "nobody reads the journal's socket"
printf 'exec\n--\nfail connect ENOENT\nexec\n' >"$tmp/in"
run <"$tmp/in"
logs "the journal goes" 1 "READY=1" \
	"proclook-log: /run/systemd/journal/socket: No such file or directory; is systemd-journald running?"
rm "$cursor"
printf 'exec\nexec\n--\nfail journal ENOMEM\nexec\n' >"$tmp/in"
run --cursor-file "$cursor" <"$tmp/in"
is "$status $(cat "$cursor")" "1 $generation 00000000000000000002" \
	"the journal refuses: the cursor is where the last entry was"

# --- usage ---

for arguments in "--event=wrong" "-e" "--user=nobody-at-all" "process thread" "--frob" \
	"--follow=1" "--cursor-file"; do
	run $arguments </dev/null
	is "$status $(tail -n 1 "$tmp/err")" \
		"2 Try 'proclook-log --help' for more information." "wrong: $arguments"
done
run a/b </dev/null
is "$status $(head -n 1 "$tmp/err")" "2 proclook-log: 'a/b' cannot be the name of a named event" \
	"wrong: a name with a slash"
run --help </dev/null
is "$status $(head -n 1 "$tmp/out")" "0 Usage: proclook-log [options] [NAME]" "--help"
run -V </dev/null
is "$status $(wc -l <"$tmp/out")" "0 2" "--version"

done_testing
