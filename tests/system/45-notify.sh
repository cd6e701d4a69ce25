#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# proclook-notify.service of a user: started by the device and by a graphical session; where
# there is no display it does nothing, and well
set -eu

# shellcheck source=system.sh
. /tests/lib/system.sh

dir=$(mktemp -d)
cd "$dir"
id=$(id -u member)
run=/run/user/$id
service=proclook-notify.service
config=/home/member/.config

member() { # command...
	as member env HOME=/home/member XDG_RUNTIME_DIR="$run" \
		DBUS_SESSION_BUS_ADDRESS="unix:path=$run/bus" "$@"
}

manager() { # systemctl's arguments...
	member systemctl --user "$@"
}

is_now() { # state
	[ "$(manager is-active "$service")" = "$1" ]
}

reload() {
	modprobe -r proclook
	modprobe proclook
	udevadm settle
}

test_no_display() {
	ok "apt installs it" apt_install $packages/proclook-notify_*.deb
	systemctl start "user@$id"
	is "$(manager is-enabled $service)" enabled "it is enabled for each user"
	reload
	ok "the user's manager sees the device" \
		wait_until 20 manager --quiet is-active dev-proclook-process.device
	ok "who starts it without a display is told nothing bad" manager start $service
	ok "it has ended" wait_until 20 is_now inactive
	is "$(manager show --property Result --property ExecMainStatus $service)" \
		"Result=success
ExecMainStatus=0" "with status 0"
	ok "it says why" sh -c \
		"journalctl _UID=$id --output cat | grep -qx 'proclook-notify: there is no display'"
}

# As a desktop does when it starts
test_device() {
	manager set-environment DISPLAY=:0
	reload
	ok "the device starts it" wait_until 20 is_now active
}

test_crash() {
	member busctl --user --json=short monitor org.freedesktop.Notifications \
		>calls 2>monitor.err &
	monitor=$!
	wait_until 20 grep -q Monitoring monitor.err
	as member sh -c 'kill -SEGV $$' || :
	ok "a crash becomes a bubble" wait_until 20 grep -q '"sh has crashed"' calls
	as other sh -c 'kill -SEGV $$' || :
	as member sh -c 'sleep 0; exec /bin/false' || :
	as member perl -e 'kill "ABRT", $$' || :
	ok "the next one, too" wait_until 20 grep -q '"perl has crashed"' calls
	is "$(grep -c '"member":"Notify"' calls)" 2 "what another user's do does not, nor what just fails"
	kill $monitor
	wait $monitor || :
}

# graphical-session.target is started by what a desktop is
test_session() {
	manager stop $service
	as member mkdir -p $config/systemd/user
	as member tee $config/systemd/user/desk.target >desk <<-END
		[Unit]
		BindsTo=graphical-session.target
		Before=graphical-session.target
	END
	manager daemon-reload
	manager start desk.target
	ok "a session starts it" wait_until 20 is_now active
	manager stop desk.target
	ok "and ends it" wait_until 20 is_now inactive
	is "$(manager --failed --no-legend)" "" "no unit of the user's has failed"
}

clean_up() {
	systemctl stop "user@$id"
	rm -rf "$config" "$dir"
}

trap clean_up EXIT
installed
test_no_display
test_device
test_crash
test_session
ok "no unit has failed" healthy
done_testing
