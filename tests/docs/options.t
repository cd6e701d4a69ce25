#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# options.t - the program, its --help, its page and its completion have the same options
#
# An option is a line "NAME LETTER KIND": "color - optional", "event e required".  The
# program is asked itself what it takes; which letter goes with which name only its
# tables say.  No call gets as far as a device: a/b is no name of one, and run lacks --on.
# shellcheck disable=SC2086 # $command and $operand are one word or none
set -eu
cd "$(dirname "$0")"
# shellcheck source=SCRIPTDIR/docs.sh
. ./docs.sh

cli=$top/app/cli
"$program" --help >"$tmp/help"

# "NAME KIND"; getopt_long() itself says which names begin with nothing
asked() {
	"$program" $command --= 2>&1 | sed -n 's/.*possibilities: //p' | tr -d "'" | tr ' ' '\n' |
		sed 's/^--//' | while read -r name; do
		if "$program" $command "--$name=x" a/b 2>&1 | grep -q "doesn't allow"; then
			echo "$name no"
		elif "$program" $command $operand "--$name" 2>&1 | grep -q "requires an"; then
			echo "$name required"
		else
			echo "$name optional"
		fi
	done
}

letters_asked() {
	for letter in a b c d e f g h i j k l m n o p q r s t u v w x y z \
		A B C D E F G H I J K L M N O P Q R S T U V W X Y Z \
		0 1 2 3 4 5 6 7 8 9 '?'; do
		"$program" $command "-$letter" a/b a/b 2>&1 |
			grep -q "invalid option -- '$letter'" || echo "$letter"
	done
}

in_tables() { # file...
	sed -n "s/.*{ \"\\([a-z-]*\\)\", \\([a-z]*\\)_argument, NULL, \\(.*\\) },/\\1 \\3 \\2/p" \
		"$@" | sed "s/'//g; s/ OPT_[A-Z_]* / - /"
}

# With a tab behind the heading that they are below
help_lines() {
	awk '/^[A-Z].*:$/ { heading = $0 } /^$/ { heading = "no command" }
		match($0, /^ (-., |    )--[a-z-]+/) {
			rest = substr($0, RLENGTH + 1)
			kind = rest ~ /^(=| [A-Z])/ ? "required" : "no"
			if (index(rest, "[=") == 1)
				kind = "optional"
			letter = $1 ~ /^-.,/ ? substr($1, 2, 1) : "-"
			name = substr($0, 8, RLENGTH - 7)
			print heading "\t" name, letter, kind
		}' "$tmp/help" | sort -u
}

in_help() {
	case $command in
	show | watch | list | wait | run)
		help_lines | grep -e "^[WH][^	]*\<$command\>" -e "	help " ;;
	info)	help_lines | grep "	help "
		sed -n 's/^ proclook info \[--\([a-z]*\)\].*/\1/p' "$tmp/help" |
			while read -r name; do help_lines | grep "	$name "; done ;;
	*)	help_lines | grep "^no command" ;;
	esac | cut -f 2
}

in_page() { # section...
	for name; do
		section "$page1" "$name"
	done | sed -n 's/^\.It Fl //p' | awk '{
		letter = $1 ~ /^-/ ? "-" : $1
		name = $1 ~ /^-/ ? $1 : $4
		kind = /Op = Ns Ar/ ? "optional" : / Ar / ? "required" : "no"
		print substr(name, 2), letter, kind
	}'
}

# Letters where there are any, and no --help
in_synopsis() {
	awk -v command="$command" '/^\.Sh DESC/ { exit } /^\.Cm/ { inside = $2 == command }
		/^\.Nm/ { inside = 0 } inside && /^\.(Op )?Fl/' "$page1" |
		sed 's/^\.\(Op \)\{0,1\}Fl //' | tr '|' '\n' | sed 's/^ *Fl //; s/^ *//; s/ .*//' |
		while read -r word; do
		case $word in
		-*)	echo "$word" ;;
		*)	echo "$word" | fold -w 1 ;;
		esac
	done
}

completed() {
	bash --norc -c '. "$1"; _proclook_options "$2"' bash "$completion" "$command" |
		tr ' ' '\n' | sed 's/^--//'
}

check() { # section...
	name=${command:-no command}
	operand=a/b
	# Behind its operand all is the operand's
	[ "$command" != run ] || operand=
	cat "$tmp/tables" >>"$tmp/all"
	same "$(asked)" "$(cut -d ' ' -f 1,3 "$tmp/tables")" "$name: names"
	same "$(letters_asked)" "$(cut -d ' ' -f 2 "$tmp/tables" | grep -vx -e -)" \
		"$name: letters"
	same "$(in_help)" "$(cat "$tmp/tables")" "$name: --help"
	same "$(in_page "$@")" "$(cat "$tmp/tables")" "$name: page"
	same "$(completed)" "$(sed 's/ . no$//; s/ .*/=/' "$tmp/tables")" "$name: completion"
	[ -z "$command" ] || same "$(in_synopsis)" \
		"$(sed '/^help /d; s/\(.*\) - .*/-\1/; s/.* \(.\) .*/\1/' "$tmp/tables")" \
		"$name: synopsis"
}

command=show
in_tables $cli/options.c $cli/cmd-show.c >"$tmp/tables"
check "Options of show, watch, list and wait"
command=info
in_tables $cli/cmd-info.c >"$tmp/tables"
check "Options of info"
command=
in_tables $cli/main.c >"$tmp/tables"
check "Options without a command"
command=watch
in_tables $cli/options.c $cli/cmd-watch.c >"$tmp/tables"
check "Options of show, watch, list and wait" "Options of watch, list and run" \
	"Options of watch and list" "Options of watch" "Options of watch and run"
command="list"
in_tables $cli/options.c $cli/cmd-list.c >"$tmp/tables"
check "Options of show, watch, list and wait" "Options of watch, list and run" \
	"Options of watch and list"
command="wait"
in_tables $cli/options.c $cli/cmd-wait.c >"$tmp/tables"
check "Options of show, watch, list and wait" "Options of wait"
command="run"
in_tables $cli/cmd-run.c >"$tmp/tables"
check "Options of watch, list and run" "Options of watch and run" "Options of run"

# The completion knows behind which of them a value comes
sort -u "$tmp/all" >"$tmp/tables"
words=$(sed 's/\([^ ]*\) \(.\) .*/--\1 -\2/; s/ --$//' "$tmp/tables" | tr '\n' ' ')
same "$(bash --norc -c '. "$1"; shift; for word; do _proclook_takes_value "$word" &&
		printf "%s\n" "$word"; done; :' bash "$completion" $words)" \
	"$(sed -n 's/\([^ ]*\) \(.\) required/--\1\n-\2/p' "$tmp/tables" | grep -vx -e --)" \
	"completion: behind which options a value comes"

done_testing
