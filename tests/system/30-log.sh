#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# proclook-log.service: started by the device, in the journal, through restarts of everything
set -eu

# shellcheck source=system.sh
. /tests/lib/system.sh
# shellcheck source=journal.sh
. /tests/lib/journal.sh

dir=$(mktemp -d)
cd "$dir"
service=proclook-log.service
module=
runs=200

is_now() { # state
	[ "$(systemctl is-active "$service")" = "$1" ]
}

property() { # name
	systemctl show --property "$1" --value $service
}

is_logged() { # number
	last=$(values PROCLOOK_SEQ --lines 1)
	[ "${last:-0}" -ge "$1" ]
}

# All that has happened is in the journal
catch_up() {
	wait_until 60 is_logged "$(newest)"
}

test_disabled() {
	is "$(systemctl is-enabled $service || :)" disabled "it is not enabled by itself"
	ok "nor does it run" is_now inactive
	is "$(entries)" "" "nothing is in the journal"
}

test_enabled() {
	ok "an administrator enables it" systemctl --quiet enable --now $service
	ok "it runs" is_now active
	is "$(stat -c '%U %G' "/proc/$(property MainPID)")" "proclook-log proclook" \
		"as a user of its own, in the group"
	/bin/true first "two words" &
	child=$!
	wait $child
	catch_up
	is "$(values PROCLOOK_ARGS PROCLOOK_TYPE=exec PROCLOOK_PID=$child)" \
		"/bin/true first 'two words'" "journalctl PROCLOOK_TYPE=exec"
	is "$(values PROCLOOK_PID PROCLOOK_TYPE=exit PROCLOOK_PID=$child "_SYSTEMD_UNIT=$service" \
		"_UID=$(id -u proclook-log)")" $child "from the unit and its user"
	entries --catalog PROCLOOK_TYPE=exit PROCLOOK_PID=$child >explained
	ok "journalctl -x explains it" grep -q "A process has ended" explained
	first=$(values PROCLOOK_SEQ | head -n 1)
	skipped=$(values PROCLOOK_SKIPPED | head -n 1)
	is "$((first - skipped))" 1 "it begins with the first event there was"
}

test_confined() {
	systemd-analyze security --no-pager "$service" >exposure.txt 2>&1 || :
	exposure=$(sed -n 's/.*Overall exposure level.*: \([0-9.]*\) .*/\1/p' exposure.txt)
	# shellcheck disable=SC2016 # perl expands that
	ok "its exposure is 2.0 at most: $exposure" \
		perl -e 'exit !(length $ARGV[0] && $ARGV[0] <= 2.0)' "$exposure"
	is "$(grep -c '^CapEff:.0*$' "/proc/$(property MainPID)/status")" 1 "it has no capability"
}

# The device is in use while it runs; and starts it when it is back
test_reload() {
	not_ok "modprobe -r, while it runs" modprobe -r proclook
	systemctl stop $service
	is "$(property Result)" success "stopped, it ends well"
	ok "modprobe -r, when it is stopped" modprobe -r proclook
	ok "it stays stopped" is_now inactive
	modprobe proclook
	ok "the device starts it" wait_until 30 is_now active
	catch_up
	is "$(values PROCLOOK_GENERATION | sort -u | wc -l)" 2 "it logs the new device's events"
}

test_restarts() {
	systemctl restart $service
	ok "restarted" is_now active
	systemctl restart systemd-journald
	/bin/true lonely
	catch_up
	ok "a journal that is restarted does not end it" is_now active
	is "$(values PROCLOOK_ARGS "PROCLOOK_ARGS=/bin/true lonely" PROCLOOK_TYPE=exec)" \
		"/bin/true lonely" "and has what happened"
	before=$(property NRestarts)
	systemctl kill --signal ABRT $service
	ok "killed" wait_until 30 sh -c "[ \$(systemctl show -P NRestarts $service) -gt $before ]"
	ok "it is started again" wait_until 30 is_now active
	catch_up
}

test_account() {
	journalctl --sync
	is "$(account --boot)" "own: 2" "each number of both devices is accounted for, once"
	is "$(entries PROCLOOK_TYPE=lost)" "" "none is lost"
}

# A kernel for which the module was not built
test_without_module() {
	systemctl stop $service
	modprobe -r proclook
	module=$(modinfo -F filename proclook)
	mv "$module" "$dir/module"
	depmod
	udevadm settle
	since=$(date +%s)
	systemctl restart systemd-modules-load 2>/dev/null || :
	udevadm settle
	is "$(systemctl list-jobs --no-legend)" "" "there is nothing that is still to be started"
	is "$(journalctl -q --since "@$since" -u systemd-modules-load | grep -c "Failed to find module 'proclook'")" 1 \
		"it is said once that the module is not there"
	ok "the service is not started" is_now inactive
	is "$(journalctl -q --since "@$since" -u $service)" "" "and says nothing"
	mv "$dir/module" "$module"
	module=
	depmod
	systemctl restart systemd-modules-load
	ok "with a module it is there again" wait_until 30 is_now active
}

# A run of a program: an exec and an exit
test_volume() {
	catch_up
	journal=$(find /run/log/journal /var/log/journal -name system.journal)
	before=$(end_of_file "$journal")
	i=0
	while [ $i -lt $runs ]; do
		/bin/true
		i=$((i + 1))
	done
	catch_up
	bytes=$((($(end_of_file "$journal") - before) / runs))
	echo "# figure run_file $bytes"
	ok "a run of a program takes some of the journal" [ $bytes -gt 500 ]
	ok "but no more than 4 kB" [ $bytes -lt 4000 ]
	entries --output export PROCLOOK_COMM=true >export.txt
	echo "# figure run_export $((2 * $(wc -c <export.txt) / $(grep -c ^PROCLOOK_SEQ= export.txt)))"
}

test_off() {
	ok "an administrator disables it" systemctl --quiet disable --now $service
	ok "it has ended" is_now inactive
	ok "no unit has failed" healthy
}

clean_up() {
	[ -z "$module" ] || mv "$dir/module" "$module"
	rm -rf "$dir"
}

trap clean_up EXIT
installed
test_disabled
test_enabled
test_confined
test_reload
test_restarts
test_account
test_without_module
test_volume
test_off
done_testing
