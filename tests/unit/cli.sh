# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
# shellcheck disable=SC2034 # variables go out of this file
#
# cli.sh - for tests of the program on a fake kernel (see script.c): . it when $unit and
# $out are set
#
#	run ARGUMENT... <SCRIPT		leaves $status, $tmp/out and $tmp/err
#	says NAME STATUS OUT ERR	three tests of these
#
# What the program then takes for /sys, /lib, /run and /dev/proclook is in $tmp/root.

# shellcheck source=../lib/tap.sh
. "$unit/../lib/tap.sh"

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export TZ=UTC0 FAKE_SCRIPT="$tmp/script" FAKE_ROOT="$tmp/root" TERM=xterm
unset NO_COLOR
mkdir -p "$tmp/root/run/udev"
: >"$tmp/root/run/udev/control"

program=$out/fake-proclook
node=/dev/proclook/process
gone="No such file or directory; is the module loaded? try: modprobe proclook"

# How plain events are shown; the number comes behind it
exec_line="01:46:41.500000	exec	42	7	1000	/usr/bin/ls	ls -l 'my file'	seq="
exit_line="01:46:41.500000	exit	42	7	1000	ls	status=3 250.000ms	seq="

run() {
	cat >"$tmp/script"
	status=0
	"$program" "$@" >"$tmp/out" 2>"$tmp/err" </dev/null || status=$?
	# What the shell has to say about a signal
	sed -i '/^Terminated$/d' "$tmp/err"
}

says() {
	is "$status" "$2" "$1: status"
	is "$(cat "$tmp/out")" "$3" "$1: stdout"
	is "$(cat "$tmp/err")" "$4" "$1: stderr"
}
