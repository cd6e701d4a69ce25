#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The program: info
# shellcheck disable=SC2016 # perl expands that
set -eu
unit=. out=.
# shellcheck source=cli.sh
. "$unit/cli.sh"

printf 'absent\n' >"$tmp/in"
run info <"$tmp/in"
says "info: not installed" 4 "module:
  kernel: 6.1.0-fake
  loaded: no
  installed: no
  parameters:
events:" "proclook: the module is not loaded and not installed for kernel 6.1.0-fake"
mkdir -p "$tmp/root/lib/modules/6.1.0-fake"
echo "kernel/a.ko: updates/proclook.ko" >"$tmp/root/lib/modules/6.1.0-fake/modules.dep"
run info <"$tmp/in"
is "$(sed -n 's/ *installed: //p' "$tmp/out")" no "info: needed by another is not installed"
echo "updates/proclook.ko.xz:" >>"$tmp/root/lib/modules/6.1.0-fake/modules.dep"
run info <"$tmp/in"
is "$status $(cat "$tmp/err")" "4 proclook: the module is not loaded; try: modprobe proclook" \
	"info: not loaded"
sys=$tmp/root/sys/module/proclook
mkdir -p "$sys/parameters"
echo 0.1.0 >"$sys/version"
echo ABCDEF >"$sys/srcversion"
echo Y >"$sys/parameters/args"
run info <"$tmp/in"
is "$status $(cat "$tmp/err")" \
	"4 proclook: the module is loaded and has no named event: is /sys mounted?" "info: no event"
class=$tmp/root/sys/class/proclook/process
mkdir -p "$class/power"
for file in signal generation notifications overwritten watchers a_later_one; do
	echo 7 >"$class/$file"
done
printf 'MAJOR=1\n' >"$class/uevent"
echo 240:1 >"$class/dev"
mkdir -p "$tmp/root/dev/proclook"
: >"$tmp/root/dev/proclook/process"
chmod 640 "$tmp/root/dev/proclook/process"
owner=$(stat -c %U "$tmp/root/dev/proclook/process")
group=$(stat -c %G "$tmp/root/dev/proclook/process")
run info </dev/null
says "info" 0 "module:
  kernel: 6.1.0-fake
  loaded: yes
  installed: yes
  version: 0.1.0
  srcversion: ABCDEF
  parameters:
    args: Y
events:
  process:
    usable: yes
    scope: all processes
    node: $node
    mode: 0640
    owner: $owner
    group: $group
    a_later_one: 7
    generation: 7
    notifications: 7
    overwritten: 7
    signal: 7
    watchers: 7" ""
cp "$tmp/out" "$tmp/all"
run info process </dev/null
ok "info process" cmp -s "$tmp/out" "$tmp/all"
run info --json </dev/null
is "$(cat "$tmp/out")" "{\"module\":{\"kernel\":\"6.1.0-fake\",\"loaded\":true,\"installed\":true,\
\"version\":\"0.1.0\",\"srcversion\":\"ABCDEF\",\"parameters\":{\"args\":\"Y\"}},\"events\":\
{\"process\":{\"usable\":true,\"scope\":\"all processes\",\"node\":\"$node\",\"mode\":\"0640\",\"owner\":\"$owner\",\
\"group\":\"$group\",\"a_later_one\":\"7\",\"generation\":\"7\",\"notifications\":\"7\",\
\"overwritten\":\"7\",\"signal\":\"7\",\"watchers\":\"7\"}}}" "info: json"
ok "info: it is JSON" perl -MJSON::PP -0777 -ne 'decode_json($_)' "$tmp/out"
run info thread </dev/null
is "$status $(cat "$tmp/err")" "4 proclook: /dev/proclook/thread: No such file or directory; the \
module is loaded and has no such named event, see: proclook info" "info: no such event"
echo own >"$tmp/in"
run info <"$tmp/in"
is "$status $(sed -n 's/ *scope: //p' "$tmp/out")" "0 your own processes" "info: own processes only"
for error in EUSERS EMFILE ENOMEM; do
	echo "fail map $error" >"$tmp/in"
	run info <"$tmp/in"
	is "$status $(sed -n 's/ *scope: //p' "$tmp/out")" "0 your own processes" \
		"info: not sure of others' processes: $error"
done

# Why there is none
unsupported() { # hint
	printf 'fail open EOPNOTSUPP\n' >"$tmp/in"
	run info <"$tmp/in"
	is "$status $(cat "$tmp/err")" "1 proclook: $node: Operation not supported; $1" "info: $1"
}
unsupported "this kernel has no hook for such events, or not now: its log says more"
mkdir -p "$tmp/root/proc/sys/kernel" "$tmp/root/sys/kernel/debug/kprobes"
echo 1 >"$tmp/root/proc/sys/kernel/ftrace_enabled"
unsupported "this kernel has no hook for such events, or not now: its log says more"
echo 0 >"$tmp/root/proc/sys/kernel/ftrace_enabled"
unsupported "ftrace is switched off: sysctl kernel.ftrace_enabled=1"
echo 0 >"$tmp/root/sys/kernel/debug/kprobes/enabled"
unsupported "kprobes are switched off: echo 1 >/sys/kernel/debug/kprobes/enabled"
echo 1 >"$tmp/root/sys/kernel/realtime"
unsupported "this kernel is PREEMPT_RT, which cannot tell of such events"
printf 'fail open EUSERS\n' >"$tmp/in"
run info <"$tmp/in"
is "$(cat "$tmp/err")" "proclook: $node: Too many users; you have too many watchers for your own \
processes" "info: too many watchers"

printf 'fail open EACCES\n' >"$tmp/in"
run info <"$tmp/in"
is "$status $(sed -n 's/ *usable: //p' "$tmp/out")" "5 no" "info: forbidden"
is "$(cat "$tmp/err")" "proclook: $node: Permission denied; members of group '$group' may read it" \
	"info: forbidden, why"
chmod 400 "$tmp/root/dev/proclook/process"
run info <"$tmp/in"
is "$(cat "$tmp/err")" "proclook: $node: Permission denied; only its owner may read it: is the \
udev rule installed?" "info: forbidden to all"
rm "$tmp/root/dev/proclook/process"
printf 'fail open ENOENT\n' >"$tmp/in"
run info <"$tmp/in"
is "$status $(sed -n 's/ *node_error: //p' "$tmp/out")" "4 No such file or directory" "info: no node"
printf '"\\\033\n' >"$class/signal"
run info --json </dev/null
ok "info: strange content is JSON" perl -MJSON::PP -0777 -ne 'decode_json($_)' "$tmp/out"

done_testing
