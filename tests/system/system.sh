# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# system.sh - for suites in the Debian guest: . it first
#
# Suites share one machine, in the order of their numbers.  Each begins with installed, so
# that each can run alone.
# shellcheck source=../lib/tap.sh
. /tests/lib/tap.sh
# shellcheck source=../lib/guest.sh
. /tests/lib/guest.sh

export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
# What DKMS' compiler will say is known already, see compile-ahead
export PATH="/usr/lib/ccache:$PATH" CCACHE_COMPILERCHECK=content
export CCACHE_DIR=/tests/ccache CCACHE_READONLY=1 CCACHE_NOSTATS=1 CCACHE_TEMPDIR=/var/tmp
export CCACHE_LOGFILE=/var/tmp/ccache CCACHE_SLOPPINESS=locale
packages=/tests/packages
# What it is upgraded to
# shellcheck disable=SC2034 # for suites
next=/tests/next
# What the machine was like without proclook
before=/var/tmp/before

# What apt says, as it comes: building takes long; and in /var/tmp/apt
apt() { # command argument...
	{
		apt_status=0
		apt-get -y -o Dpkg::Use-Pty=0 -o DPkg::Path="$PATH" "$@" 2>&1 || apt_status=$?
		echo "$apt_status" >/var/tmp/apt.status
	} | tee /var/tmp/apt | while IFS= read -r line; do
		read -r uptime _ </proc/uptime
		echo "# $uptime $line"
	done
	return "$(cat /var/tmp/apt.status)"
}

# FILE...: as a user does it, from a folder
apt_install() {
	apt install "$@"
}

apt_purge() {
	apt purge "$@"
}

has() { # package
	dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed
}

# Every file there is, and a sum of what packages might leave changed; not logs, caches,
# the package manager's own books and what suites write
inventory() {
	find / -xdev \( -path /var/log -o -path /var/cache -o -path /var/lib/dpkg -o \
		-path /var/lib/apt -o -path /var/tmp -o -path /var/lib/systemd -o -path /tmp -o \
		-path /root -o -path /home \) -prune -o -print | sort
	find /etc /lib/modules/*/modules.* -type f -exec sha256sum {} + | sort -k 2
}

remember() {
	[ -e "$before" ] || inventory >"$before"
}

# Both packages; nothing if they are there
installed() {
	has proclook && has proclook-dkms && return
	remember
	apt_install $packages/proclook_*.deb $packages/proclook-dkms_*.deb ||
		bail_out "proclook cannot be installed"
	udevadm settle
}

version_of() { # folder
	set -- "$1"/proclook_*.deb
	dpkg-deb -f "$1" Version
}

owner() { # node
	stat -c '%F %U:%G %a' "$1"
}

loaded() {
	[ -e /sys/module/proclook ]
}

healthy() {
	systemctl --failed --no-legend >/var/tmp/failed
	[ ! -s /var/tmp/failed ] && return
	diag "$(cat /var/tmp/failed)"
	return 1
}
