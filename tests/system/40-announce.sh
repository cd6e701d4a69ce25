#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A unit is started when a program of some name starts, as the example rule has it; and no
# storm of such programs becomes one of udev
set -eu

# shellcheck source=system.sh
. /tests/lib/system.sh

dir=$(mktemp -d)
cd "$dir"
class=/sys/class/proclook/process
examples=/usr/share/doc/proclook/examples
rule=/etc/udev/rules.d/91-proclook-launch.rules
unit=/etc/systemd/system/proclook-launch@.service
runs=200

launched() { # process
	journalctl --quiet --output cat --unit "proclook-launch@$1.service" |
		grep -qx "process $1 has started"
}

# Some time has passed for udev and systemd: what was announced after it has been launched
test_example() {
	cp $examples/91-proclook-launch.rules $rule
	cp $examples/proclook-launch@.service $unit
	systemctl daemon-reload
	udevadm control --reload
	udevadm trigger --settle --action=add --subsystem-match=proclook
	is "$(cat $class/announce)" apt-get "the rule has a program announced"

	sh -c 'echo $$; exec apt-get --version' >first
	cp /bin/true apt-get
	chmod 755 "$dir" apt-get
	as other sh -c 'echo $$; exec ./apt-get' >foreign
	sh -c 'echo $$; exec /bin/true' >other
	sh -c 'echo $$; exec ./apt-get' >second
	read -r process <first
	ok "a unit is started for it" wait_until 30 launched "$process"
	read -r process <second
	ok "and each time" wait_until 30 launched "$process"
	read -r process <foreign
	not_ok "not for what another user calls so" launched "$process"
	read -r process <other
	not_ok "nor for another program" launched "$process"
}

# The same rule, with another name, at the next start of the module
test_boot() {
	sed -i 's/ATTR{announce}="apt-get"/ATTR{announce}="one two"/' $rule
	udevadm control --reload
	modprobe -r proclook
	modprobe proclook
	udevadm settle
	is "$(paste -sd ' ' $class/announce)" "one two" "it is set when the module is loaded"
}

told() {
	grep -c '^PROCLOOK_TYPE=' events || :
}

all_told() {
	[ $(($(told) + dropped)) -eq $((2 * runs)) ]
}

test_storm() {
	rm $rule
	udevadm control --reload
	echo true >$class/announce
	udevadm monitor --udev --property --subsystem-match=proclook >events &
	monitor=$!
	wait_until 20 grep -q 'UDEV - the event' events
	before=$(cat $class/announce_dropped)
	i=0
	while [ $i -lt $runs ]; do
		/bin/true
		i=$((i + 1))
	done
	dropped=$(($(cat $class/announce_dropped) - before))
	wait_until 20 all_told || :
	ok "in a storm some are told" [ "$(told)" -gt 0 ]
	ok "and others are not" [ $dropped -gt 0 ]
	is "$(($(told) + dropped))" $((2 * runs)) "how many is known exactly"
	kill $monitor
	wait
}

clean_up() {
	rm -rf "$rule" "$unit" "$dir"
	systemctl stop 'system-proclook\x2dlaunch.slice'
	udevadm control --reload
	systemctl daemon-reload
}

trap clean_up EXIT
installed
test_example
test_boot
test_storm
echo >$class/announce
ok "no unit has failed" healthy
done_testing
