# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# desktop.sh - a desktop of the user member: . it after system.sh
#
# A screen without a window manager, the user's own bus, dunst for notifications, and what
# tells in words what is on the screen.
id=$(id -u member)
run=/run/user/$id
# What a test has taken pictures of leaves the machine, see guest
pictures=/var/tmp/pictures

member() { # command...
	as member env HOME=/home/member XDG_RUNTIME_DIR="$run" LC_ALL=C.UTF-8 \
		DBUS_SESSION_BUS_ADDRESS="unix:path=$run/bus" DISPLAY=:1 "$@"
}

manager() { # systemctl's arguments...
	member systemctl --user "$@"
}

# As a desktop does when it starts: its programs are children of the user's manager
run_member() { # unit command...
	unit=$1
	shift
	member systemd-run --user --quiet --collect --unit="$unit" "$@"
}

has_screen() {
	member xdotool getdisplaygeometry >/dev/null 2>&1
}

start_desktop() {
	mkdir -p $pictures
	systemctl start "user@$id"
	run_member screen Xvfb :1 -screen 0 1000x700x24 -nolisten tcp
	wait_until 30 has_screen || bail_out "there is no screen"
	manager set-environment DISPLAY=:1 GSK_RENDERER=cairo
}

stop_desktop() {
	systemctl stop "user@$id"
}

# NAME: of the whole screen
picture() {
	member scrot --overwrite "/var/tmp/$1.png"
	mv "/var/tmp/$1.png" $pictures
}

# Titles of all notifications that there were, the newest first
bubbles() {
	member dunstctl history | busybox sed -n '/"summary"/,/}/s/^.*"data" : "\(.*\)"$/\1/p'
}
