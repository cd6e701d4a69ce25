#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The program: list
# shellcheck disable=SC2016 # perl expands that
set -eu
unit=. out=.
# shellcheck source=cli.sh
. "$unit/cli.sh"

header="    PID    PPID USER     START               NAME            PATH"

# The second one's parent has its pid from another process
cat >"$tmp/in" <<END
process pid=1 ppid=0 uid=0 comm=init path=/sbin/init start=0 parent_start=0
process pid=2 ppid=0 uid=0 comm=kthreadd path= start=1000000 flags=1
process pid=7 ppid=1 uid=0 comm=sh path=/bin/sh start=1000000001 parent_start=0
process pid=9 ppid=42 uid=424242 comm=orphan path=/bin/o start=1900000000 parent_start=5
process pid=41 ppid=42 uid=0 comm=inner path=/bin/inner start=1600000000 parent_start=1250000000
process pid=42 ppid=7 uid=424242 comm=\x1b[31m path=/tmp/\x0a
END
run list <"$tmp/in"
says "list" 0 "$header
      1       0 root     2001-09-09 01:46:40 init            /sbin/init
      2       0 root     2001-09-09 01:46:40 [kthreadd]      -
      7       1 root     2001-09-09 01:46:41 sh              /bin/sh
      9      42 424242   2001-09-09 01:46:41 orphan          /bin/o
     41      42 root     2001-09-09 01:46:41 inner           /bin/inner
     42       7 424242   2001-09-09 01:46:41 \\x1b[31m        /tmp/\\n" ""
run list --utc <<END
process start=9223372036854775807 uid=424242
END
is "$status $(sed -n 's/.*424242 *\(.*\) ls .*/\1/p' "$tmp/out")" "0 2293-12-19 01:33:56" \
	"list: a start that nobody lives to see"
run list --tree <"$tmp/in"
is "$(cut -c 46- "$tmp/out" | sed 's/  *[/-].*//')" "NAME            PATH
init
  sh
    \\x1b[31m
      inner
[kthreadd]
orphan" "list: tree"
TZ=CET-1 run list -p 7 <"$tmp/in"
is "$(sed -n 's/.*root *\(.*\) sh .*/\1/p' "$tmp/out")" "2001-09-09 02:46:41" "list: local time"
TZ=CET-1 run list -p 7 --utc <"$tmp/in"
is "$(sed -n 's/.*root *\(.*\) sh .*/\1/p' "$tmp/out")" "2001-09-09 01:46:41" "list: UTC"
run list -F '%p %c %f %t' --name 's*' <"$tmp/in"
says "list: format, name" 0 "7 sh /bin/sh existing" ""
run list -F %p --name inner -p 41,42 <"$tmp/in"
says "list: name and pids" 0 41 ""
run list -F %p --user 0 <"$tmp/in"
is "$(tr '\n' ' ' <"$tmp/out")" "1 2 7 41 " "list: user"
run list -F %p --user root -p 1 --tree <"$tmp/in"
says "list: user by name; a format has no tree" 0 1 ""
run list --json <"$tmp/in"
is "$(grep -c '^{"type":"existing",.*"path"' "$tmp/out")" 5 "list: JSON"
# shellcheck disable=SC2016 # perl's
ok "list: it is JSON" perl -MJSON::PP -ne 'decode_json($_)' "$tmp/out"

run list </dev/null
says "list: none" 0 "$header" ""
run list --tree </dev/null
says "list: no tree" 0 "$header" ""
printf 'absent\n' >"$tmp/in"
run list <"$tmp/in"
says "list: no device" 4 "" "proclook: $node: $gone"
printf 'process pid=1\nfail ioctl EINTR\n' >"$tmp/in"
run list -F %p <"$tmp/in"
says "list: again after EINTR" 0 1 ""
printf 'process pid=1\nfail ioctl ENODEV\n' >"$tmp/in"
run list -F %p <"$tmp/in"
is "$status" 4 "list: the device went away"

done_testing
