#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Both packages at once, as README.md says: apt sets up the module's first, so that udev has read
# the rule before there is the group that it names
set -eu

# shellcheck source=system.sh
. /tests/lib/system.sh

is "$(getent group proclook || :)" "" "there is no group yet"
installed
udevadm settle
for name in process thread image; do
	is "$(owner /dev/proclook/$name)" "character special file root:proclook 644" \
		"$name: whose it is"
done

# What comes behind it begins anew
ok "apt purges" apt_purge proclook proclook-dkms
userdel proclook-log
groupdel proclook 2>/var/tmp/err || :
is "$(getent group proclook || :)" "" "the group is gone"
ok "no unit has failed" healthy
done_testing
