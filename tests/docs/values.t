#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# values.t - what options take, exit codes, formats, messages and the environment are
# the same in the program, its --help, its page and its completion
set -eu
cd "$(dirname "$0")"
# shellcheck source=SCRIPTDIR/docs.sh
. ./docs.sh

cli=$top/app/cli
"$program" --help >"$tmp/help"

# --- values of options ---

completed() { # option
	bash --norc -c '. "$1"; _proclook_values "$2" ""' bash "$completion" "$1"
}

# What the program says about a wrong value names the right ones
asked() { # command option
	"$program" "$1" "$2=?" a/b 2>&1 | sed -n "s/.*: '?' is not \\(a list of \\)\\{0,1\\}//p" |
		sed 's/,\{0,1\} or /, /' | tr -d ',' | tr ' ' '\n'
}

in_page() { # option
	section "$page1" "$2" | item "$1" | macro Cm | sort -u
}

# "run" has no name of a device, and is not to run anything: it lacks its command
takes() { # command option value
	case $1 in
	run)	"$program" run "$2=$3" 2>&1 | grep -q "a command is missing" ;;
	*)	"$program" "$1" "$2=$3" a/b 2>&1 | grep -q "'a/b' cannot be" ;;
	esac
}

values() { # command option item section
	same "$(completed "$2")" "$(asked "$1" "$2")" "$2: completion"
	same "$(in_page "$3" "$4")" "$(asked "$1" "$2")" "$2: page"
	for value in $(asked "$1" "$2"); do
		ok "$2: takes $value" takes "$1" "$2" "$value"
	done
}

values watch --color "Fl -color" "Options of show, watch, list and wait"
values watch --event "Fl e ,"  "Options of watch"
values watch --wait-on "Fl -wait-on" "Options of watch"
values run --on "Fl -on" "Options of run"
for option in "watch --event" "watch --wait-on" "run --on"; do
	# shellcheck disable=SC2086 # two words
	for value in $(asked $option); do
		ok "--help has $option $value" grep -q -e "${option#* }.*$value" "$tmp/help"
	done
done
same "$(sed -n 's/.*--color\[=WHEN\] *//p' "$tmp/help" | grep -o '[a-z]*' | grep -wE \
	"$(asked watch --color | paste -sd '|')")" "$(asked watch --color)" "--help has --color's values"

# A number with each suffix that one could think of
same "$(for suffix in ns us usec ms msec s sec m min h d w y; do
		takes watch --duration 7$suffix && echo $suffix; done)" \
	"$(section "$page1" "Options of watch" | sed -n '/^\.Ar T$/,/^\.Bl/p' | macro Cm)" \
	"T: suffixes"
is "$(sed -n 's/^T is .* suffix: \(.*\)\.$/\1/p' "$tmp/help")" "us, ms, s, m" "T: --help"

# --- exit codes ---

in_source=$(sed -n 's/^\tEXIT_[A-Z_]*\t*= \([0-9]*\),$/\1/p' $cli/util.h)
same "$(section "$page1" "EXIT STATUS" | sed -n 's/^\.It Li //p')" "$in_source" "exit codes: page"
same "$(sed -n '/^Exit status:/,$s/^ \([0-9]*\)  .*/\1/p' "$tmp/help")" "$in_source" \
	"exit codes: --help"

# --- formats ---

asked_formats() {
	perl -e 'print map { chr . "\n" } 32 .. 126' | while IFS= read -r letter; do
		"$program" show -F "%$letter" a/b 2>&1 | grep -q "unknown %-specifier" ||
			printf '%s\n' "$letter"
	done
}
formats=$(asked_formats)
same "$(section "$page1" Formats | sed -n 's/^\.It Li \\&%//p')" "$formats" "formats: page"
same "$(sed -n '/^FORMAT:/,/^Where/p' "$tmp/help" | grep -oE '(^| )%[^ ]' |
	sed 's/.*%\(.\)$/\1/')" "$formats" "formats: --help"

# --- messages ---

# %s, and the group's name where it is known, are NAME in the page
hints=$(grep -o '"; [^"]*"' $cli/diagnose.c | sed "s/^\"; //; s/\"\$//; s/%s/NAME/g
	s/'proclook'/'NAME'/" | sort -u)
same "$(section "$page1" DIAGNOSTICS | sed -n "s/^\\.It Dq //p" | sed "s/\\\\(aq/'/g")" "$hints" \
	"what helps: page"
is "$(grep -o 'wakeups=.*"' $cli/job.c | sed 's/%ju/N/g; s/"//')" \
	"$(grep -o 'wakeups=.*' "$page1" | sed 's/[0-9][0-9]*/N/g')" "the summary: page"

# --- the environment ---

# The C library reads TZ
same "$(section "$page1" ENVIRONMENT | sed -n 's/^\.It Ev //p')" \
	"$(sed -n 's/.*getenv("\([A-Z_]*\)").*/\1/p' $cli/*.c $top/app/lib/*.c; echo TZ)" \
	"environment: page"

done_testing
