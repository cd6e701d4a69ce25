#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Root, a member of the group, and another user: who sees what, and who is told what
set -eu

# shellcheck source=system.sh
. /tests/lib/system.sh

dir=$(mktemp -d)
chmod 755 "$dir"
cd "$dir"
rule=60-proclook.rules

# Who is in the group, but has not logged in again
as_before() { # command...
	setpriv --reuid member --regid member --clear-groups --inh-caps=-all "$@"
}

refresh() {
	udevadm control --reload
	udevadm trigger --settle --subsystem-match=proclook
}

# Programs that are started, as somebody sees them
watch() { # file command...
	name=$1
	shift
	"$@" proclook watch --event exec -F '%u %a' --banner >"$name" &
	wait_until 20 grep -q Watching "$name"
}

root_too() {
	grep -q 'of-root' "$1"
}

test_events() {
	watch seen.root env
	root=$!
	watch seen.member as member
	member=$!
	watch seen.other as other
	other=$!
	/bin/echo of-root >echo.out
	as other /bin/echo of-other >echo.out
	for name in root member other; do
		ok "$name sees a program of other" wait_until 20 grep -q 'of-other$' seen.$name
	done
	ok "root sees a program of root, and its arguments" grep -qx '0 /bin/echo of-root' seen.root
	ok "member sees it too" grep -qx '0 /bin/echo of-root' seen.member
	not_ok "other does not" root_too seen.other
	is "$(grep -v Watching seen.other | cut -d ' ' -f 1 | sort -u)" "$(id -u other)" \
		"other sees no user but himself"
	kill $root $member $other
	wait
}

users() { # command...
	"$@" proclook list --json | sed -n 's/.*"uid":\([0-9]*\),.*/\1/p' | sort -un
}

test_list() {
	as other sleep 100 &
	sleeper=$!
	wait_until 20 sh -c 'proclook list --user other | grep -q sleep'
	users env >all
	ok "root lists processes of root" grep -qx 0 all
	ok "and of other" grep -qx "$(id -u other)" all
	users as member >all
	ok "member lists processes of root" grep -qx 0 all
	ok "and of other" grep -qx "$(id -u other)" all
	is "$(users as other)" "$(id -u other)" "other lists his own only"
	kill $sleeper
	wait
}

refused() { # status error command...
	refused_status=$1
	refused_error=$2
	shift 2
	got=0
	"$@" >out 2>err || got=$?
	is "$got $(cat err)" "$refused_status $refused_error" "$refused_error"
}

# As the rule says how to close it
test_closed() {
	sed 's/MODE="0644"/MODE="0640"/' /usr/lib/udev/rules.d/$rule >/etc/udev/rules.d/$rule
	refresh
	is "$(owner /dev/proclook/process)" "character special file root:proclook 640" \
		"a rule of the administrator's closes it"
	node=/dev/proclook/process
	refused 5 "proclook: $node: Permission denied; members of group 'proclook' may read it" \
		as other proclook info process
	refused 5 "proclook: $node: Permission denied; you are in group 'proclook' now: log in again" \
		as_before proclook info process
	ok "member may still" as member proclook show
	ok "root may still" proclook show
	rm /etc/udev/rules.d/$rule
	refresh
	is "$(owner $node)" "character special file root:proclook 644" "and open again"
}

installed
ok "an administrator makes a member" usermod -aG proclook member
test_events
test_list
test_closed
done_testing
