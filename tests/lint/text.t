#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# text.t - what .editorconfig promises of every file, and no trace of a workplace
set -eu
# shellcheck source=SCRIPTDIR/lint.sh
. "$(dirname "$0")/lint.sh"

# utf-8, lf, insert_final_newline, trim_trailing_whitespace.  LICENSES are quoted, and so
# is what a fuzzer found; plots are as gnuplot writes them.
check_bytes() { # file
	case $1 in
	LICENSES/* | tests/fuzz/corpus/* | tests/bench/results/*.svg)
		return ;;
	esac
	iconv -f UTF-8 -t UTF-8 "$1" >/dev/null 2>&1 || echo "$1: not UTF-8"
	[ -z "$(tail -c 1 "$1")" ] || echo "$1: no newline at the end"
	awk -v name="$1" '
		/\r/		{ print name ":" NR ": carriage return" }
		/[ \t]$/	{ print name ":" NR ": blanks at the end" }
		END		{ if (NR && /^$/) print name ": empty lines at the end" }
	' "$1"
}

# indent_style = tab, tab_width = 8
check_tabs() { # file
	awk -v name="$1" '/^\t*(        | +\t)/ { print name ":" NR ": blanks for a tab" }' "$1"
}

# What everybody can read; a mirror or a machine of somebody's own is not among them
known_hosts() {
	cat <<-'END'
		clang.llvm.org
		collector.example
		docs.kernel.org
		localhost
		no-color.org
		spdx.org
		www.debian.org
		www.gnu.org
		www.w3.org
	END
}

# The guest has a home of its own: that of member
check_places() { # file
	grep -nE '(^|[^[:alnum:]_.)}])/(home|root|Users|work|workspace|builds)/' "$1" |
		grep -v '/home/member\b' | sed "s,^,$1: somebody's folder: ,"
	grep -oE 'https?://[[:alnum:].-]+' "$1" | sed 's,.*/,,' | sort -u >"$scratch"
	known_hosts | sort | comm -13 - "$scratch" |
		sed "s,^,$1: an address that is not known: ,"
}

each check_bytes files '*'
each check_tabs files '*.[ch]' '*.sh' '*Makefile' '*Kbuild' '*.mk'
each check_places files '*'

printf 'one \r\ntwo' >"$tmp/bytes"
finds "carriage return" check_bytes "$tmp/bytes"
finds "no newline at the end" check_bytes "$tmp/bytes"
printf 'one\t\n\n' >"$tmp/blanks"
finds ":1: blanks at the end" check_bytes "$tmp/blanks"
finds "empty lines at the end" check_bytes "$tmp/blanks"
printf 'caf\351\n' >"$tmp/latin"
finds "not UTF-8" check_bytes "$tmp/latin"
printf '\tif\n        then\n' >"$tmp/tabs"
finds ":2: blanks for a tab" check_tabs "$tmp/tabs"
printf 'cp x %s/me/\n' /home >"$tmp/places"
printf 'get %s//mirror.example.com/x\n' https: >>"$tmp/places"
finds "somebody's folder: 1:" check_places "$tmp/places"
finds "not known: mirror.example.com" check_places "$tmp/places"

done_testing
