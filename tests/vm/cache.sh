# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# cache.sh - for fetch-kernel, fetch-source, build-kernel, make-debian, compile-ahead and
# bench/fetch-peers: the user's cache, and Debian packages that are unpacked in it, never installed

cache=${XDG_CACHE_HOME:-$HOME/.cache}/proclook
self=${0##*/}

die() {
	echo "$self: $*" >&2
	exit 1
}

progress() {
	printf '  %-7s %s\n' "$1" "$2" >&2
}

as_root() { # command...
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	elif command -v sudo >/dev/null; then
		sudo "$@"
	else
		echo "$self: run as root (or install sudo): $*" >&2
		return 1
	fi
}

# Until this program ends: who comes second waits, and finds what the first has made
lock() { # folder
	mkdir -p "$1"
	exec 9>"$1/lock"
	flock 9
}

# A folder is made in a temporary one, and gets its name when it is whole.
work_in() { # folder
	tmp=$(mktemp -d "$1/tmp.XXXXXX")
	trap 'rm -rf "$tmp"' EXIT
	trap 'exit 1' HUP INT TERM
	cd "$tmp" || exit
}

field() { # package version field
	apt-cache show "$1=$2" 2>/dev/null | sed -n "s/^$3: //p;/^\$/q"
}

candidate() {
	apt-cache policy "$1" 2>/dev/null | sed -n 's/^  Candidate: //p' |
		grep -vx '(none)'
}

update_lists() {
	progress UPDATE "apt's package lists"
	as_root apt-get -qq update >&2
}

download() { # into the current directory: version package...
	wanted=$1
	shift
	for package; do
		size=$(field "$package" "$wanted" Size)
		[ -n "$size" ] || return 1
		progress FETCH "$package $wanted, $((size / 1000000 + 1)) MB"
		# apt checks size and signed checksum; its own user could not
		# write here.
		apt-get -qq -o APT::Sandbox::User="$(id -un)" \
			download "$package=$wanted" >&2 || return 1
	done
}

# What an earlier call found is good until apt's lists change.
known() { # stamp
	[ -n "$(find "$1" -newer /var/lib/apt/lists 2>/dev/null)" ] || return 1
	dir=$(cat "$1")
	[ -d "$dir" ]
}

# fetch FOLDER STAMP OLD: print a folder of packages in FOLDER of the cache.  The
# caller has
#	resolve		sets dir, the name it should have, or fails
#	get		brings the packages, or fails
#	unpack		makes the folder tree of them
# STAMP remembers what resolve said.  Without the mirror, work goes on with the newest
# that was fetched before; OLD is a pattern for those.
fetch() {
	stamp=$cache/$1/$2
	known "$stamp" || {
		lock "$cache/$1"
		known "$stamp" || find_out "$1" "$3"
	}
	echo "$dir"
}

find_out() { # folder old
	if ! resolve && ! { update_lists && resolve; }; then
		dir=$(find "$cache/$1" -maxdepth 1 -name "$2" | sort -V |
			tail -n 1 | grep .) ||
			die "no $2, neither known to apt nor in the cache"
		echo "$self: apt knows none, using $dir" >&2
		return
	fi
	if [ ! -d "$dir" ]; then
		work_in "$cache/$1"
		get || { update_lists && resolve && get; } ||
			die "cannot download $dir"
		unpack
		mv -T tree "$dir"
	fi
	echo "$dir" >"$stamp"
}
