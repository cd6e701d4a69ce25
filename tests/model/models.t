#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Each model has no error in any state, and each wrong order that its head lists
# has one.  Judges what verify left.
set -eu
model=.
out=.
. "$model/../lib/tap.sh"

# As its head lists them
wrong_orders() { # name
	sed -n 's/^ \* WRONG \([A-Z_]*\)\t.*/\1/p' "$model/$1.pml" | sort
}

# As its text tests them
tested_orders() { # name
	sed -n 's/^#\(if\|ifdef\|ifndef\|elif\)[ \t]//p' "$model/$1.pml" |
		grep -o '[A-Z][A-Z_]*' | sort -u
}

# The functions it names, in the files it names, as their definitions begin
missing_code() { # name
	code=$(sed -n '/^ \* Code: /,/^ \*$/p' "$model/$1.pml" | sed '/^ \* Kernel: /d')
	files=$(echo "$code" | grep -o '[a-z]*/[a-z_/]*\.c')
	for function in $(echo "$code" | grep -o '[a-z_]*()'); do
		# shellcheck disable=SC2086 # one word per file
		(cd "$model/../.." && cat $files) |
			grep -q "^\([A-Za-z].*[ *]\)\?${function%()}(" || echo "$function"
	done
}

verdict() { # folder
	cat "$out/$1/verdict" 2>&1
}

# Parts that no way leads to would prove nothing.  The end of a process that waits for
# ever is not reached.
unreached() { # name
	sed -n '/state [0-9]*, /p' "$out/$1/right/log" | grep -v '"-end-"$'
}

check_right() { # name
	is "$(verdict "$1/right")" 'no error' "$1: no error in any state"
	is "$(unreached "$1")" '' "$1: every step is taken"
	diag "$1: $(sed -n 's/^ *\([0-9]*\) states, stored$/\1/p' "$out/$1/right/log") states"
}

for path in "$model"/*.pml; do
	name=$(basename "$path" .pml)
	is "$(tested_orders "$name")" "$(wrong_orders "$name")" \
		"$name: its head lists all wrong orders"
	is "$(missing_code "$name")" '' "$name: the code that it names is there"
	check_right "$name"
	for wrong in $(wrong_orders "$name"); do
		is "$(verdict "$name/$wrong")" error "$name: $wrong is found"
	done
done
done_testing
