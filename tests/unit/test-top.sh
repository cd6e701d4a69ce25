#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# proclook-top in a terminal: what it shows, and what its keys do
set -eu
unit=. out=.
# shellcheck source=top.sh
. "$unit/top.sh"

open_terminal

# --- the tree ---

begin
feed "$few"
ok "the tree" shows "5 processes" "1 4000000" "└─sshd -D" "  └─bash"
ok "no kernel threads" has_not kworker
feed "forked pid=30 start=4000 $(child comm=bash)"
ok "one is forked" shows "6 processes  1 started" "    └─bash"
feed "execed pid=30 start=4000 $(child comm=ls path=/usr/bin/ls 'args=ls\x00-l\x00my\x20file')"
ok "and runs another program" shows "    └─ls -l 'my file'"
feed "forked pid=31 start=5000 $(child comm=cc)" \
	"ended pid=31 start=5000 time=1000005000 status=256 $(child comm=cc)"
ok "one fails" shows "  31 4000000   " "1 1.0s          " "    ├─ls" "    └─cc"
terminal capture-pane -pe >"$tmp/colors"
ok "in red" grep -q "$(printf '\033')\[[0-9;]*31m.* 31 4000000" "$tmp/colors"
feed "forked pid=32 start=6000 $(child comm=crashed)" \
	"ended pid=32 start=6000 time=6000 status=139 $(child comm=crashed)" \
	"forked pid=33 start=7000 $(child comm=fine)" \
	"ended pid=33 start=7000 time=2000007000 status=0 $(child comm=fine)"
ok "a signal, and success" shows "SIGSEGV 0ms" "0 2.0s"
ok "how many there were" has "6 processes  4 started  3 ended"
ok "after a while they go" hides "crashed"
ok "it is still there" has "ls -l"
feed "ended pid=20 start=3000 uid=4000000 comm=bash time=9000 status=0"
ok "a parent ends: the next one takes its place" shows "  ├─bash" "  └─ls"
quit
is "$status" 0 "q: status"

# --- keys ---

begin
feed "$few" "found pid=30 start=4000 $(child comm=vi path=/usr/bin/vim.basic 'args=vi\x00notes')"
shows "vi notes" || :
key /
key s s
ok "a search, while it is typed" shows "/ss_" "└─sshd"
ok "hides what it does not find" has_not bash
key BSpace BSpace V I M . B
ok "in the path, whatever the letters" shows "/VIM.B_" "└─vi notes"
key C-u 3 0 Enter
ok "by process id" shows "/30  Esc clear" "vi notes"
key /
key n o
ok "typing goes on where it was" shows "/30no_" "No process is found"
key Escape
ok "Esc clears it" shows "q quit  / search" "sshd -D"
key K
ok "K shows kernel threads" shows "[kthreadd]" "└─[kworker]" "K no kernel"
key K
ok "and hides them" hides "[kthreadd]"
key u
ok "u shows only one's own" shows "No process is there" "u all users"
feed "found pid=60 start=9000 ppid=20 parent_start=3000 comm=own"
ok "and those above them" shows sshd "└─bash" "60 $(id -un | cut -c 1-9)"
ok "no others" has_not notes
key u
ok "u again, all of them" shows notes
key End Up Enter
ok "Enter says all of one" shows "Path       /usr/bin/vim.basic" "1          notes" "q close"
key c
ok "c closes that" shows "vi notes"
key Home j j k c
ok "j and k move" shows "Path       /usr/sbin/sshd"
feed "execed pid=10 start=2000 ppid=1 parent_start=1000 uid=4000000 comm=new path=/new args=new"
ok "what is said stays true" shows "Path       /new"
feed "ended pid=10 start=2000 ppid=1 parent_start=1000 uid=4000000 comm=new path=/new status=2304 time=9000"
ok "also when it ends" shows "Status     9 0ms"
key q
ok "q closes it, and does not quit" shows "q quit"
key '?'
ok "? is help" shows "PgUp, PgDn" "Ctrl-L"
key Escape
ok "Esc closes it" shows "q quit"
quit

# --- many ---

begin
{
	echo "opened all"
	i=100
	while [ $i -lt 300 ]; do
		echo "found pid=$i start=${i}000 uid=0 comm=many$i"
		i=$((i + 1))
	done
	echo ready
} >&3
ok "the first ones" shows "200 processes" many100 many120
ok "as many as there is room for" has_not many121
key NPage
ok "a page further down" shows many120 many140
key PPage
ok "and up" shows many100
key End
ok "the last ones" shows many299
key Up Up Enter
ok "the selected one" shows "Name       many297"
key Enter
feed "forked pid=50 start=50 uid=0 comm=early"
ok "another one before it" shows "201 processes"
key Enter
ok "it stays on its process" shows "Name       many297"
key Enter Home
ok "the first one" shows early
quit

# --- the beginning and the end of the device ---

begin
feed "closed ENOENT"
ok "no device" shows "/dev/proclook/process: No such file or directory" "It is waited for"
ok "what to do" has "modprobe proclook"
key r
ok "r tries again" until_true [ -s "$tmp/retries" ]
feed "closed EACCES"
ok "not permitted" shows "/dev/proclook/process: Permission denied" "members of group 'proclook' may read it"
feed "closed EPERM"
ok "not in a container" shows "not in a container"
feed "opened own" "found pid=5 start=5 comm=mine" ready
ok "a device" shows mine "only your own processes"
feed "closed ENODEV"
ok "the device went away" shows "the device went away" "no device  0 processes"
feed "$few"
ok "and is there again" shows sshd "5 processes"
feed "lost 123" "forked pid=30 start=4000 $(child comm=late)"
ok "events were lost" shows "123 events lost" late

# --- pause ---

key Space
ok "paused" shows "PAUSED  123 events lost" "Space go on"
feed "forked pid=40 start=8000 $(child comm=unseen)" "ended pid=20 start=3000 uid=4000000 comm=bash"
ok "it is counted" shows "6 processes  2 started  1 ended"
ok "but the screen stands still" has_not unseen
ok "also what is new" has "bash" "late"
key / 2 0
ok "a search in it" hides late
key Escape Space
ok "what is, again" shows unseen "6 processes"
key Space
shows PAUSED || :
feed "closed ENODEV"
ok "no device, paused" shows "no device  0 processes" sshd
key Space
ok "no device" shows "the device went away"

# --- the size ---

feed "$few"
shows sshd || :
terminal resize-window -x 60 -y 10
ok "a small terminal" shows sshd "q quit"
is "$(screen | sed -n '10s/ .*//p')" q "all of it is used"
terminal resize-window -x 20 -y 3
ok "a very small one" shows "123 events lost"
terminal resize-window -x 1 -y 1
ok "one character" hides processes
terminal resize-window -x 120 -y 30
ok "a large one" shows sshd "? help"
is "$(screen | sed -n '30s/ .*//p')" q "all of it is used"
key C-l
ok "drawn again" shows sshd
feed "error EPROTO"
ended || status=none
is "$status" 1 "it cannot go on: status"
ok "it says why" has "proclook-top: /dev/proclook/process: Protocol error"
ok "and leaves the terminal" restored

done_testing
