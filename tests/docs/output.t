#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# output.t - what proclook(1) says about the output is what comes out; its examples run
#
# The program runs on a fake kernel, see ../unit/script.c.
set -eu
cd "$(dirname "$0")"
# shellcheck source=SCRIPTDIR/docs.sh
. ./docs.sh

export TZ=UTC0 FAKE_SCRIPT="$tmp/script" FAKE_ROOT="$tmp/root"
fake=$(realpath "$build")/unit/fake-proclook
class=$tmp/root/sys/class/proclook/process
parameters=$tmp/root/sys/module/proclook/parameters
mkdir -p "$tmp/root/run/udev" "$class" "$parameters" "$tmp/root/dev/proclook" "$tmp/bin"

# What happens is read from stdin
run() { # arguments...
	cat >"$tmp/script"
	"$fake" "$@" 2>"$tmp/err"
}

# --- JSON ---

# "NAME TYPE HOW WHEN...": how is "any", or "signal" or "other" for an end; each type of event
# is a WHEN, or always
members_in_page() {
	section "$page1" JSON | awk '
		/^\.It Va/ { name = $3; type = $5; how = "any"; when = " always" }
		/^Present for/ { when = ""; how = / any other/ ? "other" : "any"; inside = 1 }
		inside && /^\.Cm [a-z_]* *[,.]?$/ { when = when " " $2 }
		/^by a signal/ { how = "signal" }
		/^and for processes/ || inside && /\.$/ { inside = 0 }
		name { found[name] = name " " type " " how when }
		/^\.El/ { for (name in found) print found[name]; exit }'
}

# What happens, and the type that comes of it
happening="fork:fork
exec:exec
exit status=0x300:exit
exit status=0x89:exit
thread type=4:thread_create
thread type=5 status=0x300:thread_exit
thread type=5 status=0x89:thread_exit
image:image_load"

# "NAME TYPE EVENT-TYPE HOW"
members() {
	echo "$happening" | while IFS=: read -r what type; do
		case $what in
		*0x89)	how=signal ;;
		*0x3*)	how=other ;;
		*)	how=any ;;
		esac
		echo "$what" | run show --json |
			jq -r 'to_entries[] | "\(.key) \(.value | type)"' |
			sed "s/\$/ $type $how/"
	done
}

# One that both ends have is there for any of them; one that all types have, always
gathered() {
	members | sort | awk '
		{ name[$1] = $2; types[$1, $3] = types[$1, $3] " " $4; all[$3] = 1 }
		END {
			for (n in name) {
				when = ""; how = "any"; count = 0
				for (t in all) {
					if (!((n, t) in types))
						continue
					count++
					when = when " " t
					if (types[n, t] == " signal" || types[n, t] == " other")
						how = substr(types[n, t], 2)
				}
				if (count == length(all))
					when = " always"
				print n, name[n], how when
			}
		}'
}

# The types of each line in one order
ordered() {
	while read -r name type how when; do
		echo "$name $type $how $(echo "$when" | tr ' ' '\n' | sort | tr '\n' ' ')"
	done
}
same "$(members_in_page | ordered)" "$(gathered | ordered)" \
	"JSON: members, their types, and when they are there"

# A flag that only a later module has is the next after those that the header knows
known=$(sed -n 's/^#define PROCLOOK_F_.*(1U << \([0-9]*\))/\1/p' "$uapi" | sort -n | tail -n 1)
flags=$(printf 'exec comm=\\xff flags=%s\n' $(((1 << (known + 2)) - 1)) | run show --json |
	jq -r '.flags[]' | sed 's/(0x[0-9a-f]*)/(0xN)/')
same "$(section "$page1" JSON | item "Va flags" | macro Ql | grep -vx '.eufffd')" "$flags" \
	"JSON: flags"
is "$(echo "fork type=9" | run show --json | jq -r .type)" "unknown(9)" "JSON: unknown type"
ok "JSON: unknown type: page" grep -q '^\.Ql unknown(N)' "$page1"

# The two objects that are no events
printf -- 'keep 1\n--\nfork\nburst 2\n--\nspurious\n--\nfork\nburst 2\n' |
	run watch -p 1 --json --show-duplicates --duration 1s >"$tmp/out" || :
same "$(jq -c 'if .type == "gap" then .missed else .seq end = 0' "$tmp/out" | sed 's/0}/N}/')" \
	"$(section "$page1" JSON | sed -n 's/^\.Ql \({.*}\)$/\1/p')" "JSON: what is no event"

# --- the default form ---

columns=$(section "$page1" "The default form" | sed '/^\.El/q' | grep -c '^\.It')
is "$(echo exec | run show | awk -F '\t' '{ print NF }')" "$columns" "columns"
same "$(section "$page1" "The default form" | sed -n '/^\.Bd/,/^\.Ed/p' | grep -v '^\.' |
	sed 's/  */ /g' | awk '{ print (NF >= 8) }' | sort -u)" 1 "columns of the example"
printf -- 'keep 1\n--\nburst 0\nfork\nburst 7\n' | run watch -n 1 >"$tmp/out"
is "$(head -n 1 "$tmp/out" | sed 's/[0-9][0-9]*/N/')" \
	"$(section "$page1" Gaps | sed -n 's/^\.Ql \(---.*\) ,$/\1/p')" "gaps"

# Numbers are others each time; "FORMAT   what it prints"
render mandoc "$page1" | sed -n 's/^ *\(%t .*%N\|%L .*%a\|%Z .*%m\)   */\1\t/p' >"$tmp/formats"
is "$(wc -l <"$tmp/formats")" 3 "formats: examples"
while IFS="$(printf '\t')" read -r format wanted; do
	is "$(echo exec uid=0 | run show --format "$format" | sed 's/[0-9][0-9]*/N/g')" \
		"$(echo "$wanted" | sed 's/[0-9][0-9]*/N/g; s/alice/root/')" "format: $format"
done <"$tmp/formats"

# --- info ---

: >"$tmp/root/dev/proclook/process"
echo Y >"$parameters/args"
for file in version srcversion; do
	echo 1 >"$parameters/../$file"
done
info() { # what happens
	echo "$1" | run info --json | jq -r "$2 | keys[]"
}
infos() { # JSON path: members of all objects there, with and without errors
	{
		info "exec" "$1"
		info "fail open EACCES" "$1" || :
		rm -f "$tmp/root/dev/proclook/process"
		info "fail open ENOENT" "$1" || :
		: >"$tmp/root/dev/proclook/process"
	} | sort -u
}
in_page() { # from what to what
	section "$page1" JSON | sed -n '/^prints one object/,/^are booleans/p' |
		sed -n "/^$1/,/^$2/p" | macro Va
}
same "$(infos .)" "$(printf 'module\nevents')" "info: the object"
same "$(infos .module; echo module)" "$(in_page "\.Va module" "which is")" "info: module"
same "$(infos .events.process; echo events)" "$(in_page "\.Va events" "and a member")" "info: event"
same "$(in_page "and a member" "are booleans")" "$(echo exec | run info --json |
	jq -r '.. | objects | to_entries[] | select(.value | type == "boolean").key')" \
	"info: booleans"

# --- examples ---

ln -s "$fake" "$tmp/bin/proclook"
happens="fork
process pid=4711 comm=sh
--
fork pid=4711 comm=sh
--
exec pid=4711 comm=gcc path=/usr/bin/gcc args=gcc\\x00-c\\x00my\\x20file.c\\x00
--
exit pid=4711 comm=gcc status=256
--
signal 15"

# 143: it would go on, had it not been for SIGTERM
example() { # command
	printf '%s\n' "$happens" >"$tmp/script"
	status=0
	PATH="$tmp/bin:$PATH" sh -c "$1" >"$tmp/out" 2>"$tmp/err" || status=$?
	sed -i '/^Terminated$/d; /^proclook: wakeups=/d' "$tmp/err"
	case $1 in
	*-q*)	;;
	*)	[ -s "$tmp/out" ] || return 1 ;;
	esac
	[ ! -s "$tmp/err" ] && { [ "$status" -eq 0 ] || [ "$status" -eq 143 ]; }
}

for renderer in mandoc groff; do
	render $renderer "$page1" | sed -n 's/^ *\$ proclook/proclook/p' >"$tmp/examples.$renderer"
done
ok "there are examples" [ -s "$tmp/examples.mandoc" ]
ok "both renderers show the same examples" cmp "$tmp/examples.mandoc" "$tmp/examples.groff"
while read -r command; do
	ok "example: $command" example "$command"
done <"$tmp/examples.mandoc"

done_testing
