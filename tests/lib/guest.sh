# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# guest.sh - for suites in the guest: . it after tap.sh
#
# init says in SLOW how many times as long everything may take.
udev_timeout=$((10 * ${SLOW:-1}))

# load [MODULE] [PARAMETER=VALUE...]: load a module, proclook without a name,
# and wait until udev has made its nodes
load() {
	case ${1-} in
	''|*=*)	set -- proclook "$@" ;;
	esac
	/bin/modprobe "$@" && udevadm settle --timeout=$udev_timeout
}

# unload [MODULE]: fails if it is in use
unload() {
	/bin/rmmod "${1:-proclook}" && udevadm settle --timeout=$udev_timeout
}

# wait_node NAME: until /dev/proclook/NAME is there and udev is done with it
wait_node() {
	udevadm wait --timeout=$udev_timeout "/dev/proclook/$1"
}

# wait_until SECONDS COMMAND...: until the command succeeds
wait_until() {
	wait_end=$(($(date +%s) + $1 * ${SLOW:-1}))
	shift
	until "$@"; do
		[ "$(date +%s)" -le "$wait_end" ] || return 1
		sleep 0.05
	done
}

# as USER COMMAND...: as member (of group proclook) or other; root is neither
as() {
	as_user=$1
	shift
	setpriv --reuid "$as_user" --regid "$as_user" --init-groups \
		--inh-caps=-all "$@"
}
