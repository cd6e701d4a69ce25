#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Many machines' events at one place, as proclook-fleet(7) has it: two senders, and a
# collector that goes away and comes back.  Both are on this machine, each with a journal of
# its own, and send all that happens here: what one has the other has, too.
set -eu

# shellcheck source=system.sh
. /tests/lib/system.sh
# shellcheck source=journal.sh
. /tests/lib/journal.sh

examples=/usr/share/doc/proclook/examples/fleet
collected=/var/log/journal/remote
units=/run/systemd/system
runs=50

make_collector() {
	cp -r "$examples"/collector/. /etc/systemd
	mkdir -p "$units"/systemd-journal-remote.service.d
	# It is about events here, not about certificates
	cat >$units/systemd-journal-remote.service.d/plain.conf <<-END
		[Service]
		ExecStart=
		ExecStart=/lib/systemd/systemd-journal-remote --listen-http=-3 --output=$collected/
	END
}

# Both units once more, under other names
make_second() {
	sed 's/proclook-log/proclook-second/g; s/^User=proclook-second/User=proclook-log/
		s,/proclook-second --,/proclook-log --,
		$a [Service]\nLogNamespace=second' /lib/systemd/system/proclook-log.service \
		>$units/proclook-second.service
	cp /etc/systemd/journald@proclook.conf /etc/systemd/journald@second.conf
	upload=$units/upload-second.service
	{
		cat /lib/systemd/system/systemd-journal-upload.service
		sed 's/%m.proclook/%m.second/' \
			/etc/systemd/system/systemd-journal-upload.service.d/proclook.conf
		echo StateDirectory=systemd/upload-second
	} | sed 's,--save-state,&=/var/lib/systemd/upload-second/state,' >$upload
}

make_senders() {
	cp -r $examples/sender/. /etc/systemd
	sed -i 's,^URL=.*,URL=http://localhost:19532,' /etc/systemd/journal-upload.conf.d/proclook.conf
	sed -i 's/^RestartSec=.*/RestartSec=1/' \
		/etc/systemd/system/systemd-journal-upload.service.d/proclook.conf
	make_second
}

senders() { # systemctl's command...
	systemctl --quiet "$@" proclook-log proclook-second systemd-journal-upload upload-second
}

run_programs() {
	i=0
	while [ $i -lt $runs ]; do
		/bin/true
		i=$((i + 1))
	done
}

has_collected() { # sender number
	last=$(values PROCLOOK_SEQ --directory "$collected" --lines 1 "_NAMESPACE=$1" 2>/dev/null)
	[ "${last:-0}" -ge "$2" ]
}

all_collected() { # number
	has_collected proclook "$1" && has_collected second "$1"
}

test_collected() {
	ok "the collector waits" systemctl start systemd-journal-remote.socket
	ok "both senders start" senders start
	run_programs
	ok "all that has happened is collected" wait_until 60 all_collected "$(newest)"
}

test_restarted() {
	run_programs &
	systemctl restart systemd-journal-remote.service
	wait
	run_programs
	ok "also when the collector is restarted meanwhile" wait_until 60 all_collected "$(newest)"
}

is_refused() {
	journalctl --quiet --unit systemd-journal-upload --since "@$away" --output cat |
		grep -q 'Upload to .* failed'
}

test_away() {
	away=$(date +%s)
	systemctl stop systemd-journal-remote.socket systemd-journal-remote.service
	run_programs
	number=$(newest)
	ok "the collector is away: senders say so" wait_until 60 is_refused
	not_ok "nothing is collected" all_collected "$number"
	systemctl start systemd-journal-remote.socket
	ok "when it is back all is" wait_until 60 all_collected "$number"
	run_programs
	systemctl kill --signal KILL systemd-journal-remote.service
	ok "even if it was killed" wait_until 60 all_collected "$(newest)"
}

# To the last entry: nothing is sent any more
test_account() {
	senders stop
	is "$(account --directory "$collected")" "$(printf 'proclook: 1\nsecond: 1')" \
		"each number of each sender is accounted for"
	is "$(values PROCLOOK_SEQ --directory "$collected" PROCLOOK_TYPE=lost)" "" "none is lost"
	is "$(entries --since "@$since")" "" "nothing of it is in the system's own journal"
}

# An entry as the collector has it, and how many bytes went there for it
test_volume() {
	bytes=0
	for file in "$collected"/*.journal; do
		bytes=$((bytes + $(end_of_file "$file")))
	done
	entries=$(values PROCLOOK_SEQ --directory "$collected" | wc -l)
	echo "# figure entry_collected $((bytes / entries))"
	ok "an entry takes no more than 3 kB at the collector" [ $((bytes / entries)) -lt 3000 ]
}

clean_up() {
	senders stop 2>/dev/null || :
	systemctl stop systemd-journal-remote.socket systemd-journal-remote.service \
		'systemd-journald@*' 2>/dev/null || :
	(cd "$examples" && find sender/* collector/* -depth) | sed 's,^[a-z]*/,/etc/systemd/,' |
		while read -r path; do
			[ -d "$path" ] || rm "$path"
			[ ! -d "$path" ] || rmdir --ignore-fail-on-non-empty "$path"
		done
	rm -rf /etc/systemd/journald@second.conf "$units"/systemd-journal-remote.service.d \
		"$units"/proclook-second.service "$units"/upload-second.service "$collected" \
		/var/lib/private/systemd
	systemctl daemon-reload
	systemctl reset-failed
}

trap clean_up EXIT
installed
since=$(date +%s)
systemctl --quiet stop proclook-log 2>/dev/null || :
make_collector
make_senders
systemctl daemon-reload
test_collected
test_restarted
test_away
test_account
test_volume
done_testing
