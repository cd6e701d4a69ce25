#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The rules of proclook-notify in a window: read, added, changed, removed
set -eu
here=. out=.
# shellcheck source=desktop.sh
. "$here/desktop.sh"

file=$XDG_CONFIG_HOME/proclook/notify.conf
rules() {
	gdbus call --session --dest org.proclook.Desktop --object-path /org/proclook/Desktop \
		--method org.freedesktop.Application.ActivateAction rules '[]' '{}' >/dev/null
}
write() { # name text
	"$out/accessible" write "$application" "$1" "$2"
}
has_file() { # text: what is not a comment
	[ "$(grep -v -e '^#' -e '^$' "$file" 2>/dev/null)" = "$1" ]
}

start
feed "opened all" ready
rules
soon "without a file: the default" has "Tell when it ends, only crashes"
soon "of any program" has "any program"
press "Add a Rule"
soon "a new rule" has "Save"
write Name 'make & "co" <i>'
write "Shortest Duration Shortest Duration" 10
press Save
soon "added: it is in the file" has_file 'tell end crashed
tell end min=10s name="make & \"co\" <i>"'
ok "with the comments of the default" grep -q '^# What proclook-notify tells' "$file"
soon "added: it is shown" has 'name make & "co" <i>'
soon "added: when" has "Tell when it ends, if it took 10 s or longer"

# --- what somebody else has written ---

key Escape
soon "closed" has_not "Open the File"
printf '%s\n' '# mine' 'bogus' 'quiet name=a*' 'tell start end failed args="x y"' >"$file"
rules
soon "a bad line has its number" has "Line 2 is not understood"
soon "and what is wrong with it" has "'bogus' is neither tell nor quiet"
soon "the others" has "Never tell of it"
soon "in words" has "Tell when it starts or ends, only failures"
press Remove
soon "removed: no other line" has_file 'quiet name=a*
tell start end failed args="x y"'
soon "removed: it is not shown" has_not "Line 2 is not understood"
press Edit
soon "edited: it is shown" has Save
write Path '/usr/bin/*'
press Save
soon "edited: in its place" has_file 'quiet start end name=a* path=/usr/bin/*
tell start end failed args="x y"'
ok "comments stay" grep -qx '# mine' "$file"

# --- what cannot be done ---

press Edit
soon "edited once more" has Save
echo "tell start" >"$file"
press Save
soon "somebody else was faster: it is said" has \
	"Somebody else has changed the file: it was read again"
soon "and shown" has "Tell when it starts"
is "$(cat "$file")" "tell start" "nothing of theirs is lost"
key Escape
rm "$file"
mkdir "$file"
rules
soon "no file: it is said" has "The rules cannot be read"
key Escape
key ctrl+q
ends "quits, and leaves nothing behind" 0

done_testing
