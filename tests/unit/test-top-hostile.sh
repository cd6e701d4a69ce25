#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# proclook-top in a terminal: processes that nobody would like to have, many of them, and none
# at all: then nothing is done
set -eu
unit=. out=.
# shellcheck source=top.sh
. "$unit/top.sh"

open_terminal

# --- text ---

begin
title=$(terminal display-message -p '#{pane_title}')
accent=$(printf 'e\314\201')
feed "$few" 'found pid=100 start=9001 comm=\x1b[2J\x1b]0;owned args=x\x00\x1b]0;owned\x07\x00\x9b31m' \
	'found pid=101 start=9002 comm=rtl args=x\x00\xe2\x80\xaegnp.exe\x00\xff\xfe' \
	'found pid=102 start=9003 comm=a\x0ab args=x\x00c\x0ae\x00\x00e\x20f' \
	'found pid=103 start=9004 comm=\xe6\xbc\xa2\xe5\xad\x97 args=x\x00e\xcc\x81' \
	'found pid=104 start=9005 comm=%s%n args=x\x00%s%n'
ok "escape sequences" shows '\x1b[2J\x1b]0;owned \x1b]0;owned\a \x9b31m'
ok "what turns text around" shows 'rtl \u{202E}gnp.exe \xff\xfe'
ok "lines, empty arguments, blanks" shows "a\\nb c\\ne '' 'e f'"
ok "wide characters, and those of no width" shows "漢字 $accent"
ok "formats" shows "%s%n %s%n"
is "$(terminal display-message -p '#{pane_title}')" "$title" "the title is the one it was"
long=$(printf '%04000d' 0 | tr 0 a)
feed "found pid=106 start=9007 comm=long path=/$long args=x\\x00$long\\x00end"
ok "a long argument" shows "long aaaa"
is "$(screen | wc -L)" 100 "has no room in a line"
key / 1 0 6 Enter Enter
ok "all of it" shows "Path       /aaaa" "q close"
key End
ok "to its end" shows "2          end"
key Escape Escape
shows "q quit" || :
wide=$(printf '%0300d' 0 | sed 's/0/\\xe6\\xbc\\xa2/g')
feed "found pid=107 start=9008 comm=wide args=x\\x00$wide"
ok "many wide ones" shows "wide 漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢"
is "$(screen | grep -c 漢漢漢)" 1 "on one line"
accents=$(printf '%0900d' 0 | sed 's/0/\\xcc\\x81/g')
feed "found pid=108 start=9009 comm=accents args=x\\x00e$accents\\x00behind"
ok "hundreds of accents on one letter" shows "  108 " accents
key / '[' 2 J
ok "searched for" shows '/[2J_' '\x1b[2J'
key Escape
quit

# --- another locale ---

sed -i 's/exec env/& LC_ALL=C/' "$tmp/run"
begin
feed "$few" 'found pid=103 start=9004 comm=\xe6\xbc\xa2! args=x\x00y'
ok "without UTF-8: lines of ASCII" shows "\`-sshd -D" "  \`-bash"
ok "and a question mark for each byte" shows "???! y"
quit
sed -i 's/ LC_ALL=C//' "$tmp/run"

# --- a chain of 10,000 processes ---

begin
awk 'BEGIN {
	print "opened all"
	for (i = 1; i <= 10000; i++)
		printf "found pid=%d start=%d ppid=%d parent_start=%d comm=link%d\n", i, i, i - 1, i - 1, i
	print "ready"
}' >&3
ok "a chain" shows "10000 processes" link1
key End
ok "its end" shows "(9999) link10000" "(9990) link9991"
key / l i n k 7 7 7 7 Enter
ok "one in it" shows "(7776) link7777" "/link7777"
key Escape
feed "ended pid=5000 start=5000 status=0 time=5001 ppid=4999 parent_start=4999 comm=link5000"
ok "one of them ends" shows "9999 processes" "1 ended"
key End
ok "those below it go up" shows "(9998) link10000"
quit

# --- a storm ---

# How often it has written so far
writes() {
	sed -n 's/^syscw: //p' "/proc/$pid/io"
}

begin
feed "$few"
ok "quiet" shows sshd
before=$(writes)
began=$(date +%s%3N)
feed "torrent 60000 20000 40"
ok "a storm of 20,000 processes" shows "5 processes  20000 started  20000 ended"
tenths=$((($(date +%s%3N) - began) / 100 + 2))
ok "it was drawn: $(($(writes) - before)) writes" [ $(($(writes) - before)) -gt 0 ]
# No more often than every tenth of a second, however long that took; a line is two writes
ok "but not for each: $(($(writes) - before)) writes in $tenths tenths of a second" \
	[ $(($(writes) - before)) -le $((60 * tenths)) ]
feed "torrent 300000 0 100"
key / s s h
ok "in a storm without any pause keys are taken" shows "/ssh_"
key Escape
ok "it is over" shows "120000 started  120000 ended"
quit

# --- nothing happens ---

switches() {
	sed -n 's/^[a-z]*voluntary_ctxt_switches:\t//p' "/proc/$pid/status" | paste -sd+ | bc
}

# What it has called, and does not come back from: with three descriptors, and no time after
# which it does, as ppoll(2) has it
sleeps_for_good() {
	read -r _ _ count timeout _ <"/proc/$pid/syscall" && [ "$count $timeout" = "0x3 0x0" ]
}

begin
feed "$few" "forked pid=30 start=4000 $(child comm=short)" \
	"ended pid=30 start=4000 status=0 time=5000 $(child comm=short)"
ok "one that ends" shows short
not_ok "it is to go, in a while" sleeps_for_good
ok "it goes" hides short
ok "nothing is waited for any more, only what happens" until_true sleeps_for_good
before=$(switches)
sleep 2
is "$(switches)" "$before" "it was not awake once in two seconds"
feed "forked pid=31 start=4000 $(child comm=another)"
ok "until something happens" shows another
key Space
shows PAUSED || :
ok "paused: nothing is waited for" until_true sleeps_for_good
quit

done_testing
