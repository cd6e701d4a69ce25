#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# proclook-top in a terminal: whatever ends or stops it, the terminal is what it was
set -eu
unit=. out=.
# shellcheck source=top.sh
. "$unit/top.sh"

open_terminal

start() {
	begin
	feed "$few"
	until_true has sshd || bail_out "it shows nothing: $(screen)"
}

start
not_ok "while it runs the terminal is not what it was" has_these_modes
key q
ends_with 0 "q"
start
key /
ok "q, while something is typed" shows "/_"
key q
ok "is a letter" shows "/q_" "No process is found"
key C-c
ends_with 130 "Ctrl-C"
start
key "C-\\"
ends_with 131 "Ctrl-\\"
for signal in 15:TERM 1:HUP 2:INT 3:QUIT; do
	start
	kill -"${signal#*:}" "$pid"
	ends_with $((128 + ${signal%:*})) "SIG${signal#*:}"
done

# --- crashes ---

for signal in 11:SEGV 6:ABRT 7:BUS 8:FPE 4:ILL 31:SYS 5:TRAP; do
	start
	kill -"${signal#*:}" "$pid"
	ends_with $((128 + ${signal%:*})) "crash, SIG${signal#*:}"
done

# --- stopped ---

start
key C-z
ok "Ctrl-Z" shows prompt:
ok "while it is stopped the terminal is what it was" restored
feed "forked pid=30 start=4000 $(child comm=meanwhile)"
key "fg >/dev/null" Enter
ok "fg: it is on the screen again" shows meanwhile
ok "which is its own" on_its_screen
kill -TSTP "$pid"
ok "SIGTSTP" shows prompt:
ok "the terminal is what it was" restored
kill -TERM "$pid"
key "fg >/dev/null" Enter
ends_with 143 "SIGTERM while it is stopped"
start
kill -STOP "$pid"
shows Stopped || :
terminal resize-window -x 90 -y 20
# Nobody makes a newline of Enter now
key "fg >/dev/null" C-j
ok "SIGSTOP, and another size meanwhile" until_true sh -c \
	"[ \"\$(tmux -S $tmp/socket capture-pane -p | sed -n '20s/ .*//p')\" = q ]"
ok "all of it is drawn again" shows sshd
ok "nothing else is there" has_not Stopped
quit
ok "then the terminal is what it was" restored
start
key C-z
shows prompt: || :
key "bg; echo" Enter
ok "in the background it stops" until_true grep -q "^State:.*T (stopped)" "/proc/$pid/status"
key "fg >/dev/null" Enter
ok "fg: it is on the screen again" shows sshd
quit

# --- a terminal that is lost, no terminal, and one that nobody knows ---

start
kill -0 "$pid" && terminal kill-server
ok "SIGHUP, and no terminal: it ends" until_true has_ended
open_terminal
sed -i "s/^exec/trap '' HUP; exec/" "$tmp/run"
start
terminal kill-server
ok "no terminal, and no SIGHUP: it ends" until_true has_ended
open_terminal

plain() { # words of env or of the program...
	status=0
	env FOLLOW_FEED="$tmp/feed" "$@" >"$tmp/out" 2>"$tmp/err" </dev/null || status=$?
}

plain "$program"
is "$status $(cat "$tmp/err")" "2 proclook-top: stdin is no terminal" "stdin"
is "$(cat "$tmp/out")" "" "nothing on stdout"
key "clear; $tmp/run | cat; echo done." Enter
ok "stdout" shows "proclook-top: stdout is no terminal" done.
key "clear; TERM=nonsense $tmp/run" Enter
ok "a terminal that nobody knows" shows "proclook-top: this terminal cannot be used: TERM=nonsense"
ends_with 2 "a terminal that nobody knows"
key "clear; TERM= $tmp/run" Enter
ok "no terminal's name" shows "proclook-top: this terminal cannot be used: TERM="

# --- usage ---

plain "$program" --help
is "$status $(head -n 1 "$tmp/out")" "0 Usage: proclook-top [OPTIONS]" "help"
plain "$program" --version
is "$status $(head -n 1 "$tmp/out" | cut -d ' ' -f 1)" "0 proclook-top" "version"
plain "$program" --nonsense
is "$status" 2 "an option that is none"
plain "$program" nonsense
is "$status $(cat "$tmp/err")" "2 proclook-top: 'nonsense' is no option
Try 'proclook-top --help' for more information." "a word"

done_testing
