#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The window on a feed: its list as a screen reader sees it, its keys, its switches
set -eu
here=. out=.
# shellcheck source=desktop.sh
. "$here/desktop.sh"

# A user without a name, and times of long ago
uid=4000000000
window=/org/proclook/Desktop/window/1
row() { # name pid command duration status
	printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$uid" "$3" "$4" "$5"
}

start
feed 'opened all' \
	"found pid=1 start=1000000 uid=$uid comm=systemd path=/sbin/init args=/sbin/init\\x00--user" \
	"found pid=2 start=2000000 uid=$uid comm=kthreadd flags=1" \
	"found pid=50 start=50000000 uid=$uid comm=bash path=/usr/bin/bash args=bash" \
	ready
systemd=$(row systemd 1 "/sbin/init --user" "" Running)
bash=$(row bash 50 bash "" Running)
shows "those that were there" "$bash
$systemd"
soon "titles" has "Command Line"

# --- what happens to them ---

feed "forked pid=60 start=60000000 ppid=50 uid=$uid comm=bash path=/usr/bin/bash args=bash time=60000000" \
	"execed pid=60 start=60000000 ppid=50 uid=$uid comm=ls path=/usr/bin/ls args=ls\\x00-l time=61000000"
ls=$(row ls 60 "ls -l" "" Running)
shows "one that starts" "$ls
$bash
$systemd"
feed "ended pid=60 start=60000000 ppid=50 uid=$uid comm=ls path=/usr/bin/ls args=ls\\x00-l status=0 time=72345678"
ls=$(row ls 60 "ls -l" "12 ms" Ended)
shows "it ends" "$ls
$bash
$systemd"
soon "a row has a name" has "ls, process 60: Ended"
feed "ended pid=50 start=50000000 uid=$uid comm=bash path=/usr/bin/bash args=bash status=139 time=80000000"
bash=$(row bash 50 bash "30 ms" "Crashed: SIGSEGV")
shows "one that was there crashes" "$bash
$ls
$systemd"
feed "forked pid=61 start=90000000 uid=$uid comm=<b>&\\x0a\\x1b[2J path=/bin/x args=<i>\\xff\\x00&amp; time=90000000" \
	"ended pid=61 start=90000000 uid=$uid comm=<b>&\\x0a\\x1b[2J path=/bin/x args=<i>\\xff\\x00&amp; status=512 time=91000000"
hostile=$(row '<b>&\n\x1b[2J' 61 '<i>\xff &amp;' "1.0 ms" "Failed with status 2")
all="$hostile
$bash
$ls
$systemd"
shows "hostile text is escaped, and no markup" "$all"

# --- details ---

reaches_row() {
	key Tab
	tree | grep -q 'table row ".*" focused'
}
soon "a row has the focus" reaches_row
key Home Return
soon "details: the path" has /bin/x
soon "details: arguments, one a line" eval "tree | grep -A 1 '<i>' | grep -qx '&amp;\" *'"
press Copy
soon "details: copied" has Copied
key Escape
soon "details: closed" has_not Arguments

# --- search ---

key ctrl+f
xdotool type "INI 1"
shows "search: two words, one of them the beginning of a pid" "$systemd"
key Escape
shows "search: ended" "$all"
xdotool type "&amp;"
shows "search: who types searches" "$hostile"
key ctrl+a
xdotool type nothing
soon "search: nothing fits" has "No Process Fits"
press "Show All"
shows "search: shows all again" "$all"

# --- switches ---

action $window kernel-threads '[]'
shows "kernel threads" "$hostile
$bash
$ls
$(row kthreadd 2 "" "" Running)
$systemd"
action $window kernel-threads '[]'
shows "no kernel threads" "$all"
action $window only-failures '[]'
shows "only failures" "$hostile
$bash"
action $window only-failures '[]'
action $window only-ended '[]'
shows "only what has ended" "$hostile
$bash
$ls"
action $window only-ended '[]'
action $window only-mine '[]'
soon "only one's own" has "No Process Fits"
action $window only-mine '[]'
shows "all" "$all"

# --- pause ---

key ctrl+p
soon "paused" has "The list stands still. 0 changes since then."
feed "forked pid=70 start=100000000 uid=$uid comm=late path=/bin/late args=late time=100000000"
soon "paused: it is counted" has "The list stands still. 1 change since then."
feed "ended pid=1 start=1000000 uid=$uid comm=systemd path=/sbin/init args=/sbin/init status=9 time=110000000"
soon "paused: more than one" has "The list stands still. 2 changes since then."
shows "paused: the list stands still" "$all"
key ctrl+p
all="$(row systemd 1 /sbin/init "109 ms" "Killed by SIGKILL")
$(row late 70 late "" Running)
$hostile
$bash
$ls"
shows "resumed: all of it is there" "$all"
soon "resumed: no word of it" has_not Resume

# --- lost ---

feed "lost 1"
soon "lost: one" has "1 event was lost: more came than could be kept."
feed "lost 16"
soon "lost: more" has "17 events were lost: more came than could be kept."
press Dismiss
soon "lost: dismissed" has_not Dismiss
feed "lost 2"
soon "lost: from then on" has "2 events were lost: more came than could be kept."

# --- the end ---

key ctrl+question
soon "keys are shown" has "Pause and resume"
key Escape
key ctrl+q
ends "quits, and leaves nothing behind" 0

start
feed 'opened all' ready
soon "nothing yet" has "No Process Yet"
key ctrl+w
ends "closing the window ends it" 0

start
feed 'opened own' ready
soon "hint: own processes" has \
	"You see your own processes only. Members of the group proclook see those of all users."
press Dismiss
soon "hint: dismissed" has_not Dismiss
kill "$pid"
ends "asked to end" 0

done_testing
