# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2034 # used where this is read
#
# pitfalls.sh - what the tests of the course share; . it in their folder
# shellcheck source=SCRIPTDIR/../lib/tap.sh
. ../lib/tap.sh

top=../..
course=$top/app/pitfalls
build=${BUILD:-$top/build}
program=$build/pitfalls/proclook-pitfalls

# The text of a field of struct lesson, each string of it on a line
field() { # folder name
	awk -v name=".$2" '$1 == name { inside = 1 } inside; /["}],$/ { inside = 0 }' \
		"$course/$1/lesson.c" |
		grep -o '"\([^"\\]\|\\.\)*"' | sed -e 's/^"//' -e 's/"$//' -e 's/\\"/"/g'
}

# Its folders are the lessons
lessons() {
	for file in "$course"/*/lesson.c; do
		basename "$(dirname "$file")"
	done
}

defines() { # path function
	[ -f "$top/$1" ] && grep -q "^\([A-Za-z].*[ *]\)\?$2(" "$top/$1"
}
