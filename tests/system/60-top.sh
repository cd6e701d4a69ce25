#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# proclook-top in a user's terminal: it waits for the device, shows what really runs, keeps the
# module while it runs, and sleeps while nothing happens
set -eu

# shellcheck source=system.sh
. /tests/lib/system.sh

home=/home/member
dir=$home/top

member() { # command...
	as member env HOME=$home "$@"
}

terminal() { # tmux' command...
	member tmux -S $dir/socket -f $dir/tmux.conf "$@"
}

key() { # key...
	terminal send-keys "$@"
}

screen() {
	terminal capture-pane -p
}

has() { # text...
	screen >/var/tmp/screen
	for text; do
		grep -qF -e "$text" /var/tmp/screen || return 1
	done
}

shows() { # text...
	wait_until 30 has "$@" && return
	diag "wanted: $*" "$(cat /var/tmp/screen)"
	return 1
}

begin() { # option, or nothing
	member rm -f $dir/pid
	key "clear; $dir/run $1" Enter
	wait_until 30 [ -s $dir/pid ] || bail_out "it does not start"
	pid=$(cat $dir/pid)
}

has_ended() {
	! kill -0 "$pid" 2>/var/tmp/err
}

switches() {
	grep ctxt_switches "/proc/$pid/status"
}

# With three descriptors, and no time after which it wakes
sleeps_for_good() {
	read -r _ _ count timeout _ <"/proc/$pid/syscall" && [ "$count $timeout" = "0x3 0x0" ]
}

open_terminal() {
	member mkdir -p $dir
	member tee $dir/tmux.conf >/var/tmp/conf <<-END
		set -g default-terminal "tmux-256color"
		set -g status off
	END
	member tee $dir/run >/var/tmp/run <<-END
		#!/bin/sh
		echo \$\$ >$dir/pid
		exec proclook-top \$1
	END
	member chmod +x $dir/run
	terminal new-session -d -x 100 -y 30 "exec sh -i"
	wait_until 30 has "$" || bail_out "there is no shell in the terminal"
}

test_without_module() {
	ok "apt installs it" apt_install $packages/proclook-top_*.deb
	modprobe -r proclook
	udevadm settle
	open_terminal
	begin ""
	ok "without the module it says so" shows "No such file or directory" \
		"is the module loaded? try: modprobe proclook"
	modprobe proclook
	key / p r o c l o o k - t o p Enter
	ok "with the module it shows itself" shows "  $pid " "─proclook-top"
	key Escape
	not_ok "it keeps the module" modprobe -r proclook
}

# The row of a process, without strokes
row() { # pid
	screen | sed -n "s/^ *$1 .*[─ ]\(sleep.*\)/\1/p"
}

# Rows of ends stay for some seconds only, in which this machine may have other things to do
ends_are_shown() { # status command text
	member sh -c "$2" || :
	has " $1 " "$3"
}

test_what_runs() {
	member sh -c 'echo $$ >top/parent; sleep 4321 & echo $! >top/child; wait' &
	wait_until 30 [ -s $dir/child ]
	key / s l e e p ' ' 4 3 2 1 Enter
	ok "a process of the user's" shows "─sleep 4321"
	child=$(cat $dir/child)
	is "$(row "$child")" "sleep 4321" "with its id and its arguments"
	is "$(screen | grep -B 1 "─sleep 4321" | sed -n '1s/^ *\([0-9]*\) .*/\1/p')" \
		"$(cat $dir/parent)" "below its parent"
	kill "$child"
	wait || :
	key Escape
	key / e x i t ' ' 7 Enter
	ok "one that lived for a moment" wait_until 30 ends_are_shown 7 'exit 7' "─sh -c 'exit 7'"
	key Escape
	key / k i l l Enter
	ok "how it has ended" wait_until 30 ends_are_shown SIGTERM 'kill $$' "─sh -c 'kill"
	key Escape
}

# Those of others only where the user may see them
test_scope() {
	as other sleep 5432 &
	sleeper=$!
	key / 5 4 3 2 Enter
	if id -nG member | grep -qw proclook; then
		ok "what another user runs" shows "sleep 5432"
	else
		ok "not what another user runs" shows "No process is found" \
			"only your own processes"
	fi
	kill $sleeper
	wait $sleeper || :
	key Escape
}

test_idle() {
	key q
	ok "q ends it" wait_until 30 has_ended
	begin --own
	ok "own processes" shows "─proclook-top"
	ok "it sleeps until something happens" wait_until 30 sleeps_for_good
	awake=$(switches)
	as other sh -c 'sleep 0; exit 3' || :
	is "$(switches)" "$awake" "what others do does not wake it"
	ok "what the user does wakes it" wait_until 30 ends_are_shown 9 'exit 9' "sh -c 'exit 9'"
}

test_end() {
	kill -TERM "$pid"
	ok "SIGTERM ends it" wait_until 30 has_ended
	is "$(terminal display-message -p '#{alternate_on}')" 0 "the screen is the shell's"
	ok "the module can be removed" modprobe -r proclook
	modprobe proclook
	udevadm settle
}

clean_up() {
	terminal kill-server || :
	rm -rf "$dir"
}

trap clean_up EXIT
cd $home
installed
test_without_module
test_what_runs
test_scope
test_idle
test_end
ok "no unit has failed" healthy
done_testing
