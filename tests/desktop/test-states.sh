#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What the window says where nothing can be followed, and that it goes on
set -eu
here=. out=.
# shellcheck source=desktop.sh
. "$here/desktop.sh"

retries() {
	[ "$(wc -l <"$FOLLOW_RETRIES")" -eq "$1" ]
}

line="pid=5 start=5000000 uid=4000000000 comm=true path=/bin/true args=true"
ended="true	5	4000000000	true	1.0 ms	Ended"
running="init	1	4000000000	init		Running"
init="pid=1 start=1000000 uid=4000000000 comm=init path=/init args=init"

start
: >"$FOLLOW_RETRIES"
feed "closed EACCES"
soon "EACCES: title" has "No Permission"
soon "EACCES: the group" eval "tree | grep -q 'group proclook'"
press "Try Again"
soon "it tries again" retries 1
key F5
soon "by a key, too" retries 2
feed "closed EPERM"
soon "EPERM" has "Not in a Container"
feed "closed EUSERS"
soon "EUSERS" has "Too Many Watchers"
feed "closed EOPNOTSUPP"
soon "EOPNOTSUPP" has "Not With This Kernel"
feed "closed EPROTO"
soon "EPROTO" has "The Versions Do Not Fit"
feed "closed EIO"
soon "any other: what the system says" has "Input/output error"
# This machine has no such module, or has it: both can be seen
title="The Module Is Not Loaded"
[ ! -e /sys/module/proclook ] || title="The Device Is Not There"
for error in ENOENT ENODEV ENXIO; do
	feed "closed EIO"
	soon "before it" has "Processes Cannot Be Seen"
	feed "closed $error"
	soon "$error: title" has "$title"
	soon "$error: what to do" eval "tree | grep -qE 'modprobe|proclook-dkms|udev'"
done

# --- it goes on by itself, and remembers what has ended ---

feed "opened all" "found $init" ready "forked $line time=5000000" "ended $line status=0 time=6000000"
shows "the module comes" "$ended
$running"
soon "no word of what was" has_not "Try Again"
feed "closed ENODEV"
soon "the module goes" has "$title"
feed "opened all" "found $init" ready
shows "the module comes again" "$ended
$running"

# --- it cannot go on: another try begins anew ---

feed "error ENOMEM"
soon "broken: what the system says" has "Cannot allocate memory"
press "Try Again"
feed "opened all" "found $init" ready
shows "broken: another try" "$ended
$running"
key ctrl+q
ends "quits, and leaves nothing behind" 0

done_testing
