#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The program on the user's bus: one for all starts, and what others may ask it
set -eu
here=. out=.
# shellcheck source=desktop.sh
. "$here/desktop.sh"

app=/org/proclook/Desktop
call() { # method parameter...
	method=$1
	shift
	gdbus call --session --dest org.proclook.Desktop --object-path $app \
		--method "org.freedesktop.Application.$method" "$@" >/dev/null
}
show_process() { # pid start
	call ActivateAction show-process "[<($1, uint64 $2)>]" '{}'
}
frames() {
	tree | grep -c '^ frame'
}
is_selected() {
	tree >"$tmp/tree" && grep -q "table row \"$1, .*selected" "$tmp/tree"
}
none_selected() {
	tree >"$tmp/tree" && ! grep -q "table row .*selected" "$tmp/tree"
}
# Without a window manager: who is asked to come forward asks for the keys
is_focused() { # window
	[ "$(xdotool getwindowfocus)" = "$1" ]
}

line() { # name pid
	echo "pid=$2 start=$2 uid=4000000000 comm=$1 path=/bin/$1 args=$1"
}

start
feed "opened all"
for one in $(seq 110 145); do
	feed "found $(line "some$one" "$one")"
done
feed "found pid=2 start=2 comm=kthreadd flags=1" \
	"forked $(line ended 300) time=300" "ended $(line ended 300) status=0 time=301"
show_process 145 145
soon "show-process: before all are known" none_selected
feed ready
soon "show-process: when they are" is_selected some145
show_process 300 300
soon "show-process: one that has ended" is_selected ended
show_process 110 110
soon "show-process: one that is far below" is_selected some110
xdotool type nothing
soon "a search hides it" has "No Process Fits"
show_process 120 120
soon "show-process: ends a search that hides it" is_selected some120
show_process 2 2
soon "show-process: a kernel thread, which is hidden" is_selected kthreadd

# --- a second start ---

window=$(xdotool getwindowfocus)
root=$(xwininfo -root | sed -n 's/.*Window id: \(0x[0-9a-f]*\).*/\1/p')
xdotool windowfocus "$((root))"
soon "another window has the keys" is_focused "$((root))"
status=0
timeout 20 "$program" >"$tmp/second" 2>&1 || status=$?
is "$status$(cat "$tmp/second")" 0 "a second start ends at once"
is "$(frames)" 1 "there is one window"
soon "which comes forward" is_focused "$window"
call Activate '{}'
is "$(frames)" 1 "nor has the bus another one"
call ActivateAction quit '[]' '{}'
ends "quits, and leaves nothing behind" 0

# --- started by the bus ---

service=$XDG_DATA_HOME/dbus-1/services/org.proclook.Desktop.service
mkdir "$tmp/bin"
ln -s "$program" "$tmp/bin/proclook-desktop"
sed "s|@BINDIR@|$tmp/bin|" "$here/../../app/desktop/data/org.proclook.Desktop.service" >"$service"
gdbus call --session --dest org.freedesktop.DBus --object-path /org/freedesktop/DBus \
	--method org.freedesktop.DBus.ReloadConfig >/dev/null
gdbus call --session --dest org.freedesktop.DBus --object-path /org/freedesktop/DBus \
	--method org.freedesktop.DBus.UpdateActivationEnvironment \
	"{'FOLLOW_FEED': '$FOLLOW_FEED', 'DISPLAY': '$DISPLAY'}" >/dev/null
application=proclook-desktop
open_feed
feed "opened all" "found $(line some 100)" "found $(line one 101)" ready
show_process 101 101
soon "the bus starts it, at that process" is_selected one
show_process 100 101
soon "another process had that id" has "That process is no longer known"
pid=$(gdbus call --session --dest org.freedesktop.DBus --object-path /org/freedesktop/DBus \
	--method org.freedesktop.DBus.GetConnectionUnixProcessID org.proclook.Desktop |
	tr -dc '[:digit:] ' | cut -d ' ' -f 2)
kill "$pid"
soon "asked to end" is_gone
pid=

# --- no display, no window ---

status=0
DISPLAY='' "$program" >"$tmp/out" 2>&1 || status=$?
is "$status $(cat "$tmp/out")" \
	"1 proclook-desktop: there is no display: is this a graphical session?" "no display"
is "$(DISPLAY='' "$program" --version | sed 's/ .*//')" "proclook-desktop
library" "version, without a display"
is "$(DISPLAY='' "$program" --help | grep -c -e '-V, --version')" 1 "help, without a display"
status=0
"$program" --nonsense >"$tmp/out" 2>&1 || status=$?
is "$status $(wc -l <"$tmp/out")" "1 1" "an option that is none"

done_testing
