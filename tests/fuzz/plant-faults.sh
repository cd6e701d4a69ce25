#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Each fault of faults.list, planted into a copy: the target's bounded run finds it
set -eu
fuzz=. out=.
. "$fuzz/../lib/tap.sh"
. "$fuzz/bounded.sh"

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
tab=$(printf '\t')
good=$out
top=$fuzz/../..
unset MAKEFLAGS MAKELEVEL

make_faulty() { # file target
	make -s -C "$fuzz" BUILD="$good/faulty-build" \
		FAULT="$good/faulty-build/fuzz/faults/${1%.c}.o" \
		"$good/faulty-build/fuzz/fuzz-$2" >"$tmp/make" 2>&1
}

plant() { # target file expression
	copy=$good/faulty-build/fuzz/faults/$2
	mkdir -p "${copy%/*}"
	sed -e "$3" "$top/$2" >"$copy"
	rm -f "${copy%.c}.o"
	if cmp -s "$copy" "$top/$2"; then
		echo "it changes nothing"
		return 1
	fi
	make_faulty "$2" "$1" || {
		cat "$tmp/make"
		return 1
	}
}

finds() { # target
	! bounded "$1" "$good/faulty-build/fuzz/fuzz-$1" "$tmp/log" "$tmp/profile" &&
		grep -Eq 'does not hold: |ERROR: (Address|Leak)Sanitizer|libFuzzer: timeout|runtime error: |Assertion .* failed|fake: ' "$tmp/log"
}

# What is found here is no fault of the program
out=$good/faulty-build/fuzz
make -s -C "$fuzz" BUILD="$good/faulty-build" tests >"$tmp/make" 2>&1 ||
	bail_out "the copy cannot be built: $(tail -n 1 "$tmp/make")"

while IFS=$tab read -r where expression; do
	case $where in
	'#'* | '') continue ;;
	esac
	target=${where%% *} file=${where#* }
	if [ -n "${ONLY:-}" ] && [ "$ONLY" != "$target" ]; then
		continue
	fi
	if plant "$target" "$file" "$expression" >"$tmp/log"; then
		ok "$target: $file: $expression" finds "$target"
	else
		ok "$target: $file: $expression: can be planted" false
		diag "$(cat "$tmp/log")"
	fi
done <"$fuzz/faults.list"

done_testing
