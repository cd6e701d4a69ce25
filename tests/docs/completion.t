#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# completion.t - the completion in a real bash: called as bash calls it, and typed
#
# That it has the options and values of the program is what options.t and values.t show.
set -eu
cd "$(dirname "$0")"
# shellcheck source=SCRIPTDIR/docs.sh
. ./docs.sh

completion=$(realpath "$completion")
mkdir -p "$tmp/class/process" "$tmp/class/thread" "$tmp/empty"

# --- called: the last word is the one that is completed ---

# Named events and pids are not those of this machine
called() { # words behind "proclook"...
	bash --norc -c '
		. "$1"
		eval "real$(declare -f _proclook_names)"
		_proclook_names() { real_proclook_names "$class"; }
		_proclook_pids() { printf "%s\n" 1 42 4711; }
		compopt() { echo "compopt $*"; }
		shift
		COMP_WORDS=(proclook "$@") COMP_CWORD=$#
		_proclook
		echo "${COMPREPLY[*]}"
	' bash "$completion" "$@" 2>&1
}
export class="$tmp/class"

is "$(called "")" "show watch list wait run info" "a command"
is "$(called wat)" "watch" "a command that is begun"
is "$(called frob)" "" "no such command"
is "$(called -)" "--help --version" "options without a command"
is "$(called info --)" "--json --help" "options of info"
is "$(called watch --su)" "--summary" "an option that is begun"
is "$(called watch process --su)" "--summary" "an option behind a name"
is "$(called watch --na)" "compopt -o nospace
--name=" "an option with a value: nothing behind the ="
is "$(called --help watch --wait)" "compopt -o nospace
--wait-on=" "options before the command"

is "$(called watch "")" "process thread" "a name"
is "$(called watch --json -e fork pr)" "process" "a name behind options"
is "$(called show -- "")" "process thread" "a name behind --"
is "$(called show -- -)" "" "no option behind --"
is "$(called show -- --color = "")" "process thread" "no value behind --"
is "$(class=$tmp/empty called watch "")" "" "no name where there is none"
is "$(class=$tmp/absent called watch "")" "" "no name without the module"

is "$(called watch --color =)" "auto always never" "a value, as bash splits it"
is "$(called watch --color = al)" "always" "a value that is begun"
is "$(called watch --color=)" "--color=auto --color=always --color=never" \
	"a value, where bash does not split"
is "$(called watch --color=n)" "--color=never" "a value that is begun, likewise"
is "$(called watch --color "")" "process thread" "a value that is optional is not the next word"
is "$(called watch --wait-on d)" "device" "a value that is the next word"
is "$(called watch --wait-on = d)" "device" "a value behind ="
is "$(called watch --idle-timeout "")" "" "a value that nobody can guess"
is "$(called watch -F "")" "" "likewise"
is "$(called watch -e "")" "fork exec exit thread_create thread_exit image_load all" "types"
is "$(called run --on "")" "fork exec exit all" "types of processes"
is "$(called watch -e ex)" "exec exit" "types that are begun"
is "$(called watch -e fork,ex)" "fork,exec fork,exit" "types behind a comma"
is "$(called watch --event = fork,exec,a)" "fork,exec,all" "types behind two commas"
is "$(called watch --event=fork,a)" "--event=fork,all" "types behind a comma, not split"
is "$(called watch -p 4)" "42 4711" "pids"
is "$(called watch -p 1,47)" "1,4711" "pids behind a comma"
is "$(called wait --exit 4)" "42 4711" "a process id"
is "$(called list "")" "" "list has no name"
is "$(called run -- tr | tr ' ' '\n' | sort -u | grep -cx true)" 1 "a command to run"
is "$(called watch "--a/b=")" "" "an option that does not exist"

is "$(bash --norc -c '. "$1"; _proclook_pids | grep -cx $$' bash "$completion")" 1 \
	"pids are those of this machine"

# --- typed: into an interactive bash, with and without the package bash-completion ---

# proclook says what it was called with; what is typed is all there before bash looks
typed() { # keys
	printf '%b\nexit\n' "$1" | TERM=dumb script -qec \
		"bash --noprofile --rcfile $tmp/rc -i" /dev/null | tr -d '\r\a' |
		sed -n 's/^called: //p'
}
rc() { # how the completion is found
	cat >"$tmp/rc" <<-END
		proclook() { printf 'called:'; printf ' <%s>' "\$@"; echo; }
		$1
	END
}
check_typed() { # how
	is "$(typed 'proclook wat\t--col\tal\t')" "<watch> <--color=always>" "$1: a value"
	is "$(typed 'proclook wat\t--su\t--event=exi\t')" "<watch> <--summary> <--event=exit>" \
		"$1: an option, a type"
	is "$(typed 'COMP_WORDBREAKS=" "\nproclook show --col\tnev\t')" "<show> <--color=never>" \
		"$1: without = among the breaks"
}
rc ". $completion"
check_typed "bash alone"
mkdir -p "$tmp/share/bash-completion/completions"
cp "$completion" "$tmp/share/bash-completion/completions/proclook"
rc "BASH_COMPLETION_USER_DIR=$tmp/share/bash-completion
	. /usr/share/bash-completion/bash_completion"
check_typed "bash-completion finds it"

done_testing
