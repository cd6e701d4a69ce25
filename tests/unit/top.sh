# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
# shellcheck disable=SC2034 # variables go out of this file
#
# top.sh - for tests of proclook-top in a terminal of their own, on the feed (see feed.c):
# . it when $unit and $out are set
#
#	begin			starts it, typed at a shell's prompt, on a new feed
#	feed LINE...		lines for the feed
#	key KEY...		presses keys, as tmux names them
#	shows TEXT...		until all of these are on the screen; else says what is
#	hides TEXT		until it is not on the screen any more
#	ended			until the shell is there again; its $status

# shellcheck source=../lib/tap.sh
. "$unit/../lib/tap.sh"

patience=30
program=$out/fed-proclook-top
tmp=$(mktemp -d)
trap 'terminal kill-server 2>"$tmp/err"; rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
unset NO_COLOR TMUX ENV
export LC_ALL=C.UTF-8 TZ=UTC0

terminal() { # command...
	tmux -S "$tmp/socket" -f "$tmp/tmux.conf" "$@"
}

until_true() { # command...
	until_end=$(($(date +%s) + patience))
	until "$@"; do
		[ "$(date +%s)" -le "$until_end" ] || return 1
		sleep 0.05
	done
}

screen() {
	terminal capture-pane -p
}

has() { # text...
	screen >"$tmp/screen"
	for has_text; do
		grep -qF -e "$has_text" "$tmp/screen" || return 1
	done
}

has_not() { # text
	screen >"$tmp/screen"
	! grep -qF -e "$1" "$tmp/screen"
}

shows() { # text...
	until_true has "$@" && return
	diag "wanted: $*"
	diag "$(cat "$tmp/screen")"
	return 1
}

hides() { # text
	until_true has_not "$1" && return
	diag "$(cat "$tmp/screen")"
	return 1
}

key() { # key...
	terminal send-keys "$@"
}

feed() { # line...
	printf '%s\n' "$@" >&3
}

# Like the shell that somebody has; what it says of jobs is one line
open_terminal() {
	printf '%s\n' 'set -g default-terminal "tmux-256color"' 'set -g status off' \
		'set -g remain-on-exit off' 'set -g history-limit 0' >"$tmp/tmux.conf"
	cat >"$tmp/run" <<-END
		#!/bin/sh
		echo \$\$ >$tmp/pid
		# What ncurses does not free of a terminal that it does not know
		export LSAN_OPTIONS=suppressions=$tmp/suppressions
		exec env FOLLOW_FEED=$tmp/feed FOLLOW_RETRIES=$tmp/retries $program
	END
	chmod +x "$tmp/run"
	echo leak:new_prescr >"$tmp/suppressions"
	echo 'PS1=prompt:' >"$tmp/rc"
	terminal new-session -d -x 100 -y 24 "ulimit -c 0; ENV=$tmp/rc exec sh -i"
	until_true has prompt: || bail_out "tmux shows no shell: $(screen)"
	modes >"$tmp/modes"
}

# All that a program may leave behind in a terminal
modes() {
	terminal display-message -p '#{alternate_on} #{cursor_flag} #{keypad_flag} #{insert_flag}
#{keypad_cursor_flag} #{origin_flag} #{wrap_flag} #{mouse_any_flag}'
	stty -g -F "$(terminal display-message -p '#{pane_tty}')"
}

has_these_modes() {
	modes >"$tmp/modes.now"
	cmp -s "$tmp/modes" "$tmp/modes.now"
}

on_its_screen() {
	[ "$(terminal display-message -p '#{alternate_on}')" = 1 ]
}

restored() {
	until_true has_these_modes && return
	diag "$(diff "$tmp/modes" "$tmp/modes.now")"
	return 1
}

begin() {
	rm -f "$tmp/feed" "$tmp/pid"
	mkfifo "$tmp/feed"
	exec 3<>"$tmp/feed"
	key "clear; $tmp/run" Enter
	until_true on_its_screen || bail_out "it does not start: $(screen)"
	pid=$(cat "$tmp/pid")
}

has_ended() {
	! kill -0 "$pid" 2>"$tmp/err"
}

says_status() {
	screen >"$tmp/screen"
	grep -q '^status=[0-9]*\.' "$tmp/screen"
}

# Not until the shell knows of its end: then it is not even a zombie
ended() {
	until_true has_ended || return 1
	key "echo \"
status=\$?.\"" Enter
	until_true says_status || return 1
	status=$(sed -n 's/^status=\([0-9]*\)\..*/\1/p' "$tmp/screen")
}

ends_with() { # status name
	ended || status=none
	is "$status" "$1" "$2: status"
	ok "$2: the terminal is what it was" restored
}

quit() {
	key q
	ended || bail_out "it does not end: $(screen)"
}

# What most tests begin with
few='opened all
found pid=1 start=1000 uid=4000000 comm=init path=/sbin/init args=init
found pid=2 start=1001 uid=4000000 comm=kthreadd flags=1
found pid=3 start=1002 uid=4000000 ppid=2 parent_start=1001 comm=kworker flags=1
found pid=10 start=2000 uid=4000000 ppid=1 parent_start=1000 comm=sshd path=/usr/sbin/sshd args=sshd\x00-D
found pid=20 start=3000 uid=4000000 ppid=10 parent_start=2000 comm=bash path=/usr/bin/bash args=-bash
ready'

# KEY=VALUE...: a child of the bash above
child() {
	echo "ppid=20 parent_start=3000 uid=4000000 $*"
}
