# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2034 # used where this is read
#
# desktop.sh - a display and a session of their own for a test: . it first, it runs the test
# again in them
#
#	start			the program on the feed, which is a FIFO
#	feed LINE...		lines for it, see ../unit/feed.c
#	rows			its list, a line a row, without the time
#	tree			what a screen reader sees of it
#	key NAME...		presses keys
#	soon NAME COMMAND...	a test: the command succeeds, now or a little later
#	shows NAME ROWS		a test: it soon shows these rows
#	ends NAME STATUS	a test: the program ends soon, with this status, and quietly
#	$tmp, $out, $program	a folder for files; where things were built; the program
# shellcheck source=../lib/tap.sh
. "$here/../lib/tap.sh"

program=$out/fed-proclook-desktop
application=fed-proclook-desktop
# It stands for seconds on a machine that has something else to do
patience=30

# Xvfb says which display it has as soon as that is there
own_display() { # command...
	session=$(mktemp -d)
	mkfifo "$session/display"
	Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp 3>"$session/display" \
		2>"$session/log" &
	xvfb=$!
	read -r number <"$session/display" || bail_out "no Xvfb: $(cat "$session/log")"
	status=0
	# What is on the bus has something to say of its own
	DISPLAY=:$number dbus-run-session -- sh -c 'exec "$@" >&4 4>&-' sh "$@" \
		4>&1 >"$session/bus" 2>&1 || status=$?
	kill "$xvfb"
	wait "$xvfb" || :
	[ "$status" -eq 0 ] || sed "s/^/# /" "$session/bus"
	rm -rf "$session" "$HOME"
	exit "$status"
}

# Nothing of a user's is asked or changed; what a service of the bus does later is not waited for
if [ -z "${OWN_SESSION-}" ]; then
	unset WAYLAND_DISPLAY
	HOME=$(mktemp -d)
	XDG_RUNTIME_DIR=$HOME
	XDG_DATA_HOME=$HOME/data
	XDG_CONFIG_HOME=$HOME/config
	mkdir -p "$XDG_DATA_HOME/dbus-1/services" "$XDG_CONFIG_HOME"
	export HOME XDG_RUNTIME_DIR XDG_DATA_HOME XDG_CONFIG_HOME OWN_SESSION=1
	# Without GL, whose libraries leave something behind that has no name any more
	export GDK_DEBUG=gl-disable GSK_RENDERER=cairo GTK_A11Y=atspi GSETTINGS_BACKEND=memory GIO_USE_VFS=local
	export G_DEBUG=fatal-warnings LC_ALL=C.UTF-8 TZ=UTC
	export LSAN_OPTIONS="suppressions=$here/lsan.supp:print_suppressions=0"
	own_display "$0"
fi

# Without a window manager keys are for the window below the pointer: each begins at 0,0
xdotool mousemove 20 300

tmp=$HOME
trap end_program EXIT
FOLLOW_FEED=$tmp/feed
FOLLOW_RETRIES=$tmp/retries
export FOLLOW_FEED FOLLOW_RETRIES
pid=

end_program() {
	[ -z "$pid" ] || kill -9 "$pid" 2>/dev/null || :
	pid=
}

# Both ends, so that neither waits for the other
open_feed() {
	rm -f "$FOLLOW_FEED"
	mkfifo "$FOLLOW_FEED"
	exec 9<>"$FOLLOW_FEED"
}

start() {
	open_feed
	"$program" >"$tmp/out" 2>"$tmp/err" 9>&- &
	pid=$!
	gdbus wait --session --timeout $patience org.proclook.Desktop
}

feed() { # line...
	printf '%s\n' "$@" >&9
}

rows() {
	"$out/accessible" rows "$application" | cut -f 2-
}

tree() {
	"$out/accessible" tree "$application"
}

has() { # text: is there something of that name?
	tree >"$tmp/tree" && grep -qF "\"$1\"" "$tmp/tree"
}

has_not() { # text
	tree >"$tmp/tree" && ! grep -qF "\"$1\"" "$tmp/tree"
}

press() { # name
	"$out/accessible" press "$application" "$1"
}

key() { # name...
	xdotool key "$@"
}

# A condition that is waited for, not a time
wait_for() { # command...
	end=$(($(date +%s) + patience))
	until "$@"; do
		[ "$(date +%s)" -lt "$end" ] || return 1
		sleep 0.1
	done
}

soon() { # name command...
	soon_name=$1
	shift
	ok "$soon_name" wait_for "$@"
}

has_rows() { # rows
	rows >"$tmp/rows" && [ "$(cat "$tmp/rows")" = "$1" ]
}

shows() { # name rows
	if wait_for has_rows "$2"; then
		tap_result 0 "$1"
	else
		is "$(cat "$tmp/rows")" "$2" "$1"
	fi
}

# It has ended, though nobody has asked how
is_gone() {
	[ ! -e "/proc/$pid/status" ] || grep -q '^State:.Z' "/proc/$pid/status"
}

ends() { # name status
	if ! wait_for is_gone; then
		tap_result 1 "$1" || diag "it does not end"
		end_program
		return
	fi
	ends_status=0
	wait "$pid" || ends_status=$?
	pid=
	is "$ends_status$(cat "$tmp/err")" "$2" "$1"
}

# Return: 0 if the action could be asked for
action() { # object name parameters
	gdbus call --session --dest org.proclook.Desktop --object-path "$1" \
		--method org.gtk.Actions.Activate "$2" "$3" '{}' >/dev/null
}
