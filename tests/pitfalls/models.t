#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# models.t - what a lesson says of an order of steps holds for every interleaving: the broken
# one has a way to fail, which is shown in the columns of the lesson's trace; the fixed one
# has none
set -eu
cd "$(dirname "$0")"
# shellcheck source=SCRIPTDIR/pitfalls.sh
. ./pitfalls.sh

out=$build/pitfalls/model

verdict() { # folder
	cat "$out/$1/verdict" 2>&1
}

# The end of a process that waits for ever is not reached
unreached() { # lesson
	sed -n '/state [0-9]*, /p' "$out/$1/right/log" | grep -v '"-end-"$'
}

actors() { # lesson
	sed -n 's/^ \* Actors: //p' "$course/$1/order.pml"
}

roles() { # lesson
	awk '/^static const struct role roles/ { inside = 1 } inside; /};$/ { inside = 0 }' \
		"$course/$1/lesson.c" |
		grep -o '"[^"]*"' | tr -d '"' | tr '\n' ' ' | sed 's/ $//'
}

missing_code() { # lesson
	code=$(sed -n '/^ \* Code: /,/^ \*$/p' "$course/$1/order.pml" | sed '/^ \* Kernel: /d')
	files=$(echo "$code" | grep -o '[a-z]*/[A-Za-z0-9/_-]*\.c')
	for function in $(echo "$code" | grep -o '[a-z_]*()'); do
		found=
		for file in $files; do
			! defines "$file" "${function%()}" || found=1
		done
		[ -n "$found" ] || echo "$function"
	done
}

# Which way the broken one fails, step by step
way() { # lesson
	# shellcheck disable=SC2046 # one word per actor
	(cd "$out/$1/BROKEN" && spin -DBROKEN -t -T order.pml) |
		"$program" columns $(actors "$1")
}

# The head, and more than one step
is_told() { # lesson
	[ "$(way "$1" | wc -l)" -gt 3 ]
}

for model in "$course"/*/order.pml; do
	lesson=$(basename "$(dirname "$model")")
	is "$(verdict "$lesson/right")" 'no error' "$lesson: the fixed form has no way to fail"
	is "$(unreached "$lesson")" '' "$lesson: every step of it is taken"
	is "$(verdict "$lesson/BROKEN")" error "$lesson: the broken form has one"
	is "$(actors "$lesson")" "$(roles "$lesson")" "$lesson: its actors are those on the stage"
	is "$(missing_code "$lesson")" '' "$lesson: the code that it names is there"
	ok "$lesson: the way is told" is_told "$lesson"
	[ -z "${TRACE-}" ] || diag "$(way "$lesson")"
done
done_testing
