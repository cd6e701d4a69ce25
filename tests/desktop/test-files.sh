#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What others read of the program: menus, software centres, the bus, translators
set -eu
here=.
# shellcheck source=../lib/tap.sh
. "$here/../lib/tap.sh"

desktop=$here/../../app/desktop
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

ok "menus" desktop-file-validate "$desktop/data/org.proclook.Desktop.desktop"
validate_metainfo() {
	appstreamcli validate --no-net "$desktop/data/org.proclook.Desktop.metainfo.xml" >"$tmp/log"
}
ok "software centres" validate_metainfo
for icon in "$desktop"/data/icons/*.svg; do
	ok "${icon##*/} can be drawn" gdk-pixbuf-thumbnailer -s 64 "$icon" "$tmp/icon.png"
done

# --- translations ---

ok "what is to be translated is found" "$desktop/po/update-pot" "$tmp/new.pot"
is "$(diff "$desktop/po/proclook-desktop.pot" "$tmp/new.pot")" "" \
	"proclook-desktop.pot is what make pot makes"
(cd "$desktop" && grep -l -e '_("' -e 'ngettext(' -- *.c && grep -l translatable=.yes ui/*.ui &&
	find data -name '*.desktop' -o -name '*.metainfo.xml') | sort >"$tmp/wanted"
is "$(grep -v '^#' "$desktop/po/POTFILES" | sort)" "$(cat "$tmp/wanted")" \
	"POTFILES has all files with such words"
# Words in the windows that nobody could translate
is "$(grep -n -E '<property name="(label|title|tooltip-text|placeholder-text)">' "$desktop"/ui/*.ui)" \
	"" "all words of the windows are to be translated"
# What goes into a widget as it stands
is "$(grep -nE '(set_text|set_label|set_title|toast_new|tooltip_text)\([^_]*"[^"]*[a-z]{2}' "$desktop"/*.c |
	grep -v '_("')" "" "and those of the program"

done_testing
