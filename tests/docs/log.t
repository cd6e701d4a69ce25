#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# log.t - proclook-log, its --help, its page and its catalog have the same options, fields,
# types and ids
set -eu
cd "$(dirname "$0")"
# shellcheck source=SCRIPTDIR/docs.sh
. ./docs.sh

log=$top/app/log
program=$build/app/proclook-log
fake=$(realpath "$build")/unit/fake-proclook-log
"$program" --help >"$tmp/help"

# --- options: "NAME LETTER KIND" ---

# No call gets as far as a device: a/b is no name of one
asked_names() {
	"$program" --= 2>&1 | sed -n 's/.*possibilities: //p' | tr -d "'" | tr ' ' '\n' |
		sed 's/^--//' | while read -r name; do
		if "$program" "--$name=x" a/b 2>&1 | grep -q "doesn't allow"; then
			echo "$name no"
		else
			echo "$name required"
		fi
	done
}

asked_letters() {
	perl -e 'print map { "$_\n" } "a" .. "z", "A" .. "Z", 0 .. 9, "?"' |
		while read -r letter; do
		"$program" "-$letter" a/b a/b 2>&1 | grep -q "invalid option -- '$letter'" ||
			echo "$letter"
	done
}

tables=$(sed -n "s/.*{ \"\\([a-z-]*\\)\", \\([a-z]*\\)_argument, NULL, \\(.*\\) },/\\1 \\3 \\2/p" \
	$log/main.c | sed "s/'//g; s/ OPT_[A-Z_]* / - /")
same "$(asked_names)" "$(echo "$tables" | cut -d ' ' -f 1,3)" "names"
same "$(asked_letters)" "$(echo "$tables" | cut -d ' ' -f 2 | grep -vx -e -)" "letters"
same "$(awk 'match($0, /^ (-., |    )--[a-z-]+/) {
		print substr($0, 8, RLENGTH - 7), $1 ~ /^-.,/ ? substr($1, 2, 1) : "-",
			substr($0, RLENGTH + 1) ~ /^ [A-Z]/ ? "required" : "no"
	}' "$tmp/help")" "$tables" "--help"
same "$(section "$page8" Options | sed -n 's/^\.It Fl //p' | awk '{
		letter = $1 ~ /^-/ ? "-" : $1
		name = $1 ~ /^-/ ? $1 : $4
		print substr(name, 2), letter, / Ar / ? "required" : "no"
	}')" "$tables" "page"
# Letters where there are any; -h and -V stand alone
same "$(sed -n '/^\.Sh SYN/,/^\.Sh DESC/{s/^\.Fl h | V/h\nV/p; s/^\.Op Fl \([^ ]*\).*/\1/p}' "$page8")" \
	"$(echo "$tables" | sed 's/\(.*\) - .*/-\1/; s/.* \(.\) .*/\1/')" "synopsis"

# --- types and ids ---

types=$("$program" --event '?' 2>&1 | sed -n "s/.*: '?' is not a list of //p" |
	sed 's/,\{0,1\} or /, /' | tr -d ',' | tr ' ' '\n')
same "$(section "$page8" Options | item "Fl e ," | macro Cm | sort -u)" "$types" "types: page"
same "$(sed -n 's/^ -e, --event [^ ]* *\([a-z_,]*\);$/\1/p' "$tmp/help" | tr ',' '\n')" "$types" \
	"types: --help"

# "TYPE ID"; those that are no event come last
ids=$(sed -n 's/^\t\[PROCLOOK_\([A-Z_]*\)\].*"\([0-9a-f]*\)",$/\1 \2/p
		s/^#define MESSAGE_ID_\([A-Z]*\)\t"\([0-9a-f]*\)"$/\1 \2/p' $log/fields.c |
	tr '[:upper:]' '[:lower:]')
same "$(echo "$ids" | cut -d ' ' -f 1 | grep -vxE 'lost|end')" \
	"$(echo "$types" | grep -vx all)" "ids: each type has one"
same "$(section "$page8" Types | awk '/^\.It Cm/ { type = $3; next } type { print type, $1; type = "" }')" \
	"$ids" "ids: page"
same "$(sed -n 's/^-- //p' $log/proclook.catalog)" "$(echo "$ids" | cut -d ' ' -f 2)" "ids: catalog"
# An id is for ever: that of another type, or of none, is not to be had again
is "$(echo "$ids" | cut -d ' ' -f 2 | sort | uniq -d)" "" "ids: each is another"

# --- fields ---

# Every type, both ends, what a later module has, and a loss; then who may end it
cat >"$tmp/script" <<'END'
keep 20
--
fork
exec flags=3
exit status=0x300
exit status=0x8b
thread type=4
thread type=5
image
--
burst 100
--
signal 15
END
FAKE_SCRIPT="$tmp/script" "$fake" --event all >"$tmp/entries"
is "$(sed -n 's/^PROCLOOK_TYPE=//p' "$tmp/entries" | sort -u | wc -l)" \
	"$(echo "$ids" | wc -l)" "there is an entry of each type"
same "$(section "$page8" Fields | sed -n 's/^\.It Va //p')" \
	"$(sed -n 's/^\([A-Z][A-Z_]*\)=.*/\1/p' "$tmp/entries" | grep -vx -e READY \
		-e PROCLOOK_LOST | sort -u)" "fields: page"
ok "fields: the one of a loss" grep -q '^\.Va PROCLOOK_LOST$' "$page8"
for name in $(grep -o '@[A-Z_]*@' $log/proclook.catalog | tr -d '@' | sort -u); do
	ok "catalog: $name is a field" grep -q "^$name=" "$tmp/entries"
done

# --- exit status ---

same "$(section "$page8" "EXIT STATUS" | sed -n 's/^\.It Li //p')" \
	"$(sed -n '/^Exit status:/,$s/^ \([0-9]*\)  .*/\1/p' "$tmp/help")" "exit status"

# --- the unit ---

unit=$log/proclook-log.service
# shellcheck disable=SC2016 # systemd expands it
ok "page: the unit takes options" grep -q '^ExecStart=.* $OPTIONS$' $unit
ok "page: the cursor of the unit" grep -q "^ExecStart=.*%t/proclook-log/cursor" $unit
section "$page8" "The unit" | sed -n 's/^Environment="OPTIONS=\(.*\)"$/\1/p' | tr ' ' '\n' \
	>"$tmp/words"
ok "page: the drop-in has options" [ -s "$tmp/words" ]
while read -r word; do
	ok "page: the drop-in's ${word%=*} is one" grep -q -e " ${word%=*} " "$tmp/help"
done <"$tmp/words"
is "$(sed -n 's/^SuccessExitStatus=//p' $unit)" 4 "unit: a device that goes is no failure"
sed -n 's/^RestartPreventExitStatus=//p' $unit | tr ' ' '\n' >"$tmp/codes"
while read -r code; do
	ok "unit: $code is an exit status" grep -q "^ $code  " "$tmp/help"
done <"$tmp/codes"

done_testing
