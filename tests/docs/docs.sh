# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2034 # used where this is read
#
# docs.sh - what the tests of the documents share; . it in their folder
#
# They compare lists: one says what is, the other what a document says.  A list that
# is empty is a list that was not found, and never equal to anything.
# shellcheck source=SCRIPTDIR/../lib/tap.sh
. ../lib/tap.sh

top=../..
build=${BUILD:-$top/build}
program=$build/app/proclook
page1=$top/app/man/proclook.1
page3=$top/app/man/libproclook.3
page4=$top/drv/man/proclook.4
page8=$top/app/man/proclook-log.8
pages="$page1 $page3 $page4 $page8 $top/app/man/proclook-fleet.7 $top/app/man/proclook-notify.1
	$top/app/man/proclook-top.1 $top/app/man/proclook-desktop.1"
uapi=$top/drv/include/uapi/linux/proclook.h
completion=$top/app/completion/proclook.bash

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
LC_ALL=C
export LC_ALL

# Compares sorted lines
same() { # got wanted name
	if [ -z "$1" ] || [ -z "$2" ]; then
		tap_result 1 "$3" || diag "got: '$1', wanted: '$2': one is empty"
	else
		is "$(printf '%s\n' "$1" | sort)" "$(printf '%s\n' "$2" | sort)" "$3"
	fi
}

# The lines of a page behind ".Sh NAME" or ".Ss NAME", up to the next such line
section() { # page name
	awk -v name="$2" '/^\.S[hs] / { inside = substr($0, 5) == name; next } inside' "$1"
}

# The lines of a list behind an item that begins so, up to the next item
item() { # "beginning"
	awk -v begin=".It $1" '/^\.It / { inside = index($0, begin) == 1; next }
		/^\.El/ { inside = 0 } inside'
}

# What each line with this macro has first
macro() { # name
	sed -n "s/^\\.$1 \\([^ ]*\\).*/\\1/p"
}

# One without commands, whose options take no values: they, and what it exits with
plain_program() { # program page main.c
	plain_options=$(sed -n "s/.*{ \"\\([a-z-]*\\)\", no_argument, NULL, '\\(.\\)' },/\\2 \\1/p" "$3")
	"$1" --help >"$tmp/help"
	same "$(sed -n 's/^\.It Fl \(.\) , Fl -\([a-z-]*\)\( .*\)\{0,1\}$/\1 \2/p' "$2")" "$plain_options" \
		"options: page"
	same "$(sed -n 's/^ -\(.\), --\([a-z-]*\) .*/\1 \2/p' "$tmp/help")" "$plain_options" \
		"options: --help"
	same "$(section "$2" "EXIT STATUS" | sed -n 's/^\.It Li //p')" \
		"$(sed -n '/^Exit status/,$s/^ \([0-9]\)  .*/\1/p' "$tmp/help")" "exit status"
}

# A page as it is read, by both programs that people have
render() { # mandoc|groff page
	case $1 in
	mandoc)	mandoc -Tutf8 -O width=80 "$2" 2>"$tmp/render.err" ;;
	groff)	groff -ww -mdoc -Tutf8 -rLL=80n "$2" 2>"$tmp/render.err" ;;
	esac | perl -CS -pe 's/\e\[[0-9;]*m//g; 1 while s/.\x08//'
}

# The C program among the examples, as somebody would copy it
c_example() { # mandoc|groff page
	render "$1" "$2" | sed -n '/^EXAMPLES/,/^ERRORS/p' | awk '
		/#include/ && !indent { match($0, /#/); indent = RSTART }
		indent && /[^ ]/ && match($0, /[^ ]/) && RSTART < indent { exit }
		indent { print substr($0, indent) }'
}
