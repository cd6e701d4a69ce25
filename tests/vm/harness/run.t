#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# run.t - tests/run counts every kind of failure as one
set -eu
cd "$(dirname "$0")"
# shellcheck source=SCRIPTDIR/../../lib/tap.sh
. ../../lib/tap.sh
unset V TEST_NAMES_FROM

run=$(realpath ../../run)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

program() { # name, body on stdin
	{ echo '#!/bin/sh'; cat; } >"$1"
	chmod +x "$1"
}

# last line and exit status
expect() { # wanted-line wanted-status name test...
	line=$1
	wanted=$2
	name=$3
	shift 3
	status=0
	TEST_TIMEOUT=2 "$run" "$@" >out 2>&1 || status=$?
	is "$(tail -n 1 out), $status" "$line, $wanted" "$name" ||
		diag "$(cat out)"
}

program good <<'END'
echo 1..2; echo ok 1; echo ok 2
END
program fails <<'END'
echo 1..2; echo ok 1; echo not ok 2; exit 1
END
program dies <<'END'
echo 1..2; echo ok 1; echo ok 2; kill -9 $$
END
program exits <<'END'
echo ok 1; echo ok 2; echo 1..2; exit 3
END
program short <<'END'
echo 1..5; echo ok 1; echo ok 2
END
program long <<'END'
echo 1..1; echo ok 1; echo ok 2
END
program noplan <<'END'
echo ok 1
END
program silent <<'END'
exit 0
END
program hangs <<'END'
echo 1..1; echo ok 1; exec sleep 100
END
program bails <<'END'
echo 1..2; echo ok 1; echo 'Bail out! enough'; exit 99
END
program skips <<'END'
echo 1..2; echo ok 1; echo 'ok 2 - moon # SKIP none'
END
program skips_all <<'END'
echo '1..0 # SKIP no moon'
END
program todo <<'END'
echo 1..1; echo 'not ok 1 - later # TODO some day'
END
printf '1..2\nok 1\nok 2\n' >good.tap
printf '1..3\nok 1\nnot ok 2\n' >bad.tap
: >empty.tap

expect '2 passed, 0 failed' 0 'a good program' ./good
expect '4 passed, 0 failed' 0 'a good program and a good file' ./good good.tap
expect '1 passed, 1 failed' 1 'a failed test' ./fails
expect '2 passed, 1 failed' 1 'a program that a signal ended' ./dies
expect '2 passed, 1 failed' 1 'a program with an exit status' ./exits
expect '2 passed, 3 failed' 1 'tests that never ran' ./short
expect '2 passed, 1 failed' 1 'a test beyond the plan' ./long
expect '1 passed, 1 failed' 1 'no plan' ./noplan
expect '0 passed, 1 failed' 1 'no output' ./silent
expect '1 passed, 1 failed' 1 'a program that hangs' ./hangs
# How far others have come then is known only where there is one at a time
export TEST_JOBS=1
expect '3 passed, 1 failed' 1 'a program that bails out' ./good ./bails ./good
unset TEST_JOBS
expect '1 passed, 0 failed, 1 skipped' 0 'a skip is no pass' ./skips
expect '0 passed, 0 failed, 1 skipped' 1 'only skips' ./skips_all
expect '0 passed, 1 failed' 1 'to be done is not done' ./todo
expect '1 passed, 2 failed' 1 'a file with a failure and a missing test' bad.tap
expect '2 passed, 1 failed' 1 'an empty file' ./good empty.tap
expect '2 passed, 1 failed' 1 'a file that is not there' ./good absent.tap
expect '2 passed, 1 failed' 1 'a program that is not there' ./good ./absent
expect '0 passed, 0 failed' 1 'nothing at all'

done_testing
