#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# pages.t - the pages of the course say what the program says, quote the code as it is, and
# name places that are there
set -eu
cd "$(dirname "$0")"
# shellcheck source=SCRIPTDIR/pitfalls.sh
. ./pitfalls.sh

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

sections='## The story
## The broken lines
## Question
## Answer
## The cure
## The rule
## Exercise'

has() { # page text
	grep -qF -e "$2" "$1"
}

check_places() { # lesson page
	field "$1" kept_in >"$tmp/places"
	ok "$1: proclook keeps its rule somewhere" [ -s "$tmp/places" ]
	while read -r place; do
		ok "$1: there is $place" defines "${place%:*}" "${place#*:}"
		ok "$1: its page names $place" has "$2" "\`$place\`"
	done <"$tmp/places"
}

check_lesson() { # lesson
	page=$course/$1/README.md
	id=$(field "$1" id)
	case $1 in
	"$id"-*|"0$id"-*)	same=0 ;;
	*)			same=1 ;;
	esac
	tap_result $same "$1: its folder is named after it" || diag "$id"
	is "$(sed -n 2p "$page")" "# F$id: $(field "$1" title)" "$1: its page has its title"
	is "$(grep '^## ' "$page")" "$sections" "$1: its page has all parts, in order"
	for name in rule term; do
		ok "$1: its page has its $name" has "$page" "$(field "$1" $name)"
	done
	for form in broken fixed; do
		ok "$1: its page says how to run the $form form" \
			has "$page" "proclook-pitfalls run $id --$form"
	done
	ok "$1: its page quotes something" has "$page" '<!-- quote '
	ok "$1: its quotes are up to date" "$course/quote" --check "$page"
	ok "$1: the course has a link to it" has "$course/README.md" "($1/README.md)"
	check_places "$1" "$page"
}

# Told without its markers, which are for who edits it
is_explained() { # lesson
	"$program" explain "$(field "$1" id)" >"$tmp/told"
	grep -v '^<!--.*-->$' "$course/$1/README.md" | cmp -s - "$tmp/told"
}

for lesson in $(lessons); do
	check_lesson "$lesson"
	ok "$lesson: the program tells it" is_explained "$lesson"
done
is "$(for lesson in $(lessons); do field "$lesson" id; done | sort)" \
	"$("$program" list -q | sort)" "the program has all lessons, and no others"

# Links lead somewhere
for page in "$course"/README.md "$course"/*/README.md; do
	grep -o '](.*\.md)' "$page" | grep -o '(.[^)]*)' | tr -d '()' | sort -u |
		while read -r link; do
			[ -f "$(dirname "$page")/$link" ] || echo "$page: $link"
		done
done >"$tmp/dead"
is "$(cat "$tmp/dead")" '' "no link is dead"

# A quote that is old, or of nothing, does not get past
mkdir -p "$tmp/app/pitfalls"
cp "$course/quote" "$tmp/app/pitfalls"
printf 'static int one(void)\n{\n\treturn 1;\n}\n' >"$tmp/one.c"
printf '<!-- quote one.c one -->\n<!-- end of quote -->\n' >"$tmp/page.md"
quote() {
	"$tmp/app/pitfalls/quote" "$@" 2>"$tmp/complaint"
}

not_ok "finds a quote that is old" quote --check "$tmp/page.md"
ok "brings it up to date" quote "$tmp/page.md"
is "$(cat "$tmp/page.md")" "$(printf '<!-- quote one.c one -->\n```c\n'
	cat "$tmp/one.c"
	printf '```\n<!-- end of quote -->')" "with what the code is"
ok "and is content then" quote --check "$tmp/page.md"
printf '<!-- quote one.c two -->\n<!-- end of quote -->\n' >"$tmp/page.md"
not_ok "finds a quote of what is not there" quote "$tmp/page.md"
done_testing
