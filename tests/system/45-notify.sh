#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# proclook-notify.service of a user: started by the device and by a graphical session; it tells
# what the user's rules say, and waits for a device that is not there; where there is no
# display it does nothing, and well
set -eu

# shellcheck source=system.sh
. /tests/lib/system.sh
# shellcheck source=desktop.sh
. /tests/lib/desktop.sh

dir=$(mktemp -d)
cd "$dir"
service=proclook-notify.service
config=/home/member/.config
rules=$config/proclook/notify.conf
window=org.proclook.Desktop

is_now() { # state
	[ "$(manager is-active "$service")" = "$1" ]
}

reload() {
	modprobe -r proclook
	modprobe proclook
	udevadm settle
}

journal_says() { # text
	journalctl _UID="$id" --output cat | grep -qF "$1"
}

crash() { # by the user member; what crashes has its name
	as member perl -e 'kill "SEGV", $$' || :
}

# In the calls that the bus has seen
told() { # summary
	grep -qF "\"$1\"" calls
}

count_calls() {
	grep -c '"member":"Notify"' calls || :
}

remember_calls() {
	before=$(count_calls)
}

has_told() { # number: since then
	[ "$(($(count_calls) - before))" -eq "$1" ]
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
	ok "it says why" journal_says 'proclook-notify: there is no display'
}

test_device() {
	start_desktop
	reload
	ok "the device starts it" wait_until 20 is_now active
	member busctl --user --json=short monitor org.freedesktop.Notifications \
		>calls 2>monitor.err &
	monitor=$!
	wait_until 20 grep -q Monitoring monitor.err
}

displays() { # number
	[ "$(member dunstctl count displayed)" = "$1" ]
}

test_crash() {
	remember_calls
	as member sh -c 'kill -SEGV $$' || :
	ok "a crash becomes a bubble" wait_until 20 told "sh has crashed"
	ok "that the daemon shows" wait_until 20 displays 1
	as other sh -c 'kill -SEGV $$' || :
	as member sh -c 'sleep 0; exec /bin/false' || :
	as member perl -e 'kill "ABRT", $$' || :
	ok "the next one, too" wait_until 20 told "perl has crashed"
	ok "what another user's do does not, nor what just fails" \
		has_told 2
}

# The file comes later; what perl does then is the only thing that makes a bubble
test_rules() {
	as member mkdir -p "${rules%/*}"
	as member cp /usr/share/doc/proclook-notify/examples/notify.conf "$rules"
	ok "the example has no bad line" member proclook-notify --check
	printf '%s\n' 'tell failed name=perl args="* told*"' 'tell start path=*/id' 'say it' \
		'quiet args=*secret*' | as member tee "$rules" >lines
	remember_calls
	as member /usr/bin/id >id.out
	ok "a bad line is told" wait_until 20 told "1 rule for notifications cannot be used"
	ok "and is in the journal" wait_until 20 journal_says \
		"proclook-notify: $rules:3: 'say' is neither tell nor quiet"
	ok "what starts" wait_until 20 told "id has started"
	as member perl -e 'exit 3' secret told || :
	as member perl -e 'exit 3' || :
	as member perl -e 'exit 3' 'told <b>' || :
	ok "what fails" wait_until 20 told "perl has failed"
	ok "and how" grep -q 'told &lt;b&gt;, process [0-9]*: status=3 after [0-9.]* m\{0,1\}s' calls
	ok "what is not to be told is not" has_told 3
	as member rm "$rules"
}

is_clicked() {
	[ -e /home/member/clicked ]
}

# What the bus would start for that name says that it was asked for
test_click() {
	as member mkdir -p "$run/dbus-1/services"
	printf '%s\n' '[D-BUS Service]' "Name=$window" 'Exec=/usr/bin/touch /home/member/clicked' |
		as member tee "$run/dbus-1/services/$window.service" >lines
	member busctl --user call org.freedesktop.DBus /org/freedesktop/DBus \
		org.freedesktop.DBus ReloadConfig
	member dunstctl close-all
	crash
	ok "a bubble can be clicked on where there is a window" \
		wait_until 20 grep -q '"perl has crashed".*"default","Show"' calls
	wait_until 20 displays 1
	member dunstctl action
	ok "a click asks for that window" wait_until 30 is_clicked
	rm -f "$run/dbus-1/services/$window.service" /home/member/clicked
}

# It has the device open: without it the module can go
test_reload() {
	not_ok "it keeps the module" modprobe -r proclook 2>modprobe.err
	manager stop $service
	modprobe -r proclook
	udevadm settle
	manager start $service
	ok "without a device it waits" wait_until 20 journal_says \
		"proclook-notify: /dev/proclook/process: not there yet, waiting for it"
	pid=$(manager show --property MainPID $service)
	modprobe proclook
	udevadm settle
	remember_calls
	crash
	ok "with one it goes on" wait_until 20 has_told 1
	is "$(manager show --property MainPID $service)" "$pid" "and is the same process"
}

# graphical-session.target is started by what a desktop is
test_session() {
	kill $monitor
	wait $monitor || :
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
	stop_desktop
	rm -rf "$config" "$dir"
}

trap clean_up EXIT
installed
test_no_display
test_device
test_crash
test_rules
test_click
test_reload
test_session
ok "no unit has failed" healthy
done_testing
