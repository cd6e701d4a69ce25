#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The program where there is no device, none that may be opened, or nonsense in it
set -eu
unit=. out=.
# shellcheck source=cli.sh
. "$unit/cli.sh"

echo absent >"$tmp/in"
run show <"$tmp/in"
says "show: no module" 4 "" "proclook: $node: $gone"
run watch <"$tmp/in"
says "watch: no module" 4 "" "proclook: $node: $gone"
run watch --initial --wait-on=device thread </dev/null
says "watch: no such event" 4 "" "proclook: /dev/proclook/thread: $gone"
mkdir -p "$tmp/root/sys/module/proclook"
run watch thread </dev/null
says "watch: no such event in the module" 4 "" "proclook: /dev/proclook/thread: No such file or \
directory; the module is loaded and has no such named event, see: proclook info"
mkdir -p "$tmp/root/sys/class/proclook/process"
echo "fail open ENOENT" >"$tmp/in"
run watch <"$tmp/in"
says "watch: no node" 4 "" "proclook: $node: No such file or directory; the named event is \
there, its node is not: is udev running?"
rm -r "$tmp/root/sys"
echo "fail open ENXIO" >"$tmp/in"
run watch <"$tmp/in"
is "$status" 4 "watch: ENXIO"
echo "fail open EACCES" >"$tmp/in"
run watch <"$tmp/in"
says "watch: forbidden" 5 "" \
	"proclook: $node: Permission denied; members of group 'proclook' may read it"
run show <"$tmp/in"
is "$status" 5 "show: forbidden"
echo "fail open EPERM" >"$tmp/in"
run watch <"$tmp/in"
says "watch: container" 5 "" "proclook: $node: Operation not permitted; it can be opened in the \
initial pid namespace only, not in a container"
echo "fail attribute EMFILE" >"$tmp/in"
run watch <"$tmp/in"
says "watch: other errors" 1 "" "proclook: $node: Too many open files"
cat >"$tmp/in" <<END
exec
poke 6 1
END
run show <"$tmp/in"
says "show: nonsense" 1 "" "proclook: $node: Protocol error; the module's version is unknown, \
the library's $(sed -n 's/^PACKAGE_VERSION="\(.*\)"/\1/p' "$unit/../../drv/dkms.conf"): update the older one"
cat >"$tmp/in" <<END
--
exec
fail ioctl ENOTTY
END
run watch <"$tmp/in"
is "$status" 1 "watch: nonsense"

done_testing
