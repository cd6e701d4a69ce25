#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The smallest desktop watcher: a bubble for each program that is started.  Needs jq,
# and notify-send (libnotify-bin).  Names and arguments are made one line each, and
# harmless in a bubble, whose text is markup.  Bubbles for bubbles would never end.
set -eu

proclook watch --event exec --json |
	jq -r --unbuffered 'def safe: tojson | .[1:-1] | @html;
		select(.comm != "notify-send") | (.comm | safe), (.args | join(" ") | safe)' |
	while read -r name && read -r arguments; do
		notify-send --app-name=proclook -- "$name" "$arguments"
	done
