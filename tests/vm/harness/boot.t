#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# boot.t - real guests that go wrong, and what is made of it
#
#	KERNEL		series, see fetch-kernel
#	BUILD		where logs and verdicts stay, in harness/
set -eu
cd "$(dirname "$0")"
# shellcheck source=SCRIPTDIR/../../lib/tap.sh
. ../../lib/tap.sh
unset V TEST_NAMES_FROM

KERNEL=$(../fetch-kernel "${KERNEL:-6.1}")
vm=$(realpath ..)
run=$(realpath ../../run)
out=${BUILD:-$(realpath ../../../build)}/harness
export KERNEL vm run out
rm -rf "$out"
mkdir -p "$out"
cd "$out"

suite() { # name, body on stdin
	{ echo '#!/bin/sh'; cat; } >"$1"
	echo "file /tests/$1 $out/$1 755" >>list
}

suite 10-passes <<'END'
echo 1..2; echo ok 1; echo ok 2
(trap '' TERM HUP; exec sleep 1000) &
END
# What 10-passes left must be gone
suite 11-alone <<'END'
echo 1..1
if pgrep sleep; then echo not ok 1; else echo ok 1; fi
END
suite 20-fails <<'END'
echo 1..2; echo ok 1; echo not ok 2; exit 1
END
suite 21-exits <<'END'
echo 1..1; echo ok 1; exit 3
END
suite 22-silent <<'END'
exit 0
END
suite 30-hangs <<'END'
echo 1..2; echo ok 1; trap '' TERM; while :; do sleep 1; done
END
suite 40-panics <<'END'
echo 1..2; echo ok 1; echo c >/proc/sysrq-trigger
END
suite 41-warns <<'END'
echo 1..1; echo ok 1; echo 'WARNING: no sense of humour' >/dev/kmsg
END
suite 42-taints <<'END'
echo 1..1; echo ok 1; echo 512 >/proc/sys/kernel/tainted
END
suite 43-forges <<'END'
echo 1..1; echo 'ok 1' >/dev/ttyS1; echo not ok 1
END
suite 44-powers-off <<'END'
echo 1..1; echo ok 1; poweroff -f
END

"$vm/make-initramfs" initrd "$vm/base.list" list

# A case is NAME SECONDS-FOR-A-SUITE SECONDS-FOR-ALL SUITES
cat >cases <<'END'
pass 20 60 10-,11-
results 20 60 20-,21-,22-
hang 3 60 30-
killed 1000 10 30-
panic 20 60 40-
warning 20 60 41-
taint 20 60 42-
forged 20 60 43-
vanished 20 60 44-
nothing 20 60 99-
END
cat >one <<'END'
mkdir -p "$out/$1"
echo "  BOOT    $1" >&3
SMP=1 INITRD=$out/initrd RESULTS=$out/$1/results CONSOLE=$out/$1/console \
	TIMEOUT=$3 APPEND="guest.timeout=$2 guest.only=$4" "$vm/run-vm"
"$vm/verdict" "$out/$1/console" "$out/$1/results" "$out/$1"
status=0
"$run" "$out/$1"/*.tap >"$out/$1/run" 2>&1 || status=$?
echo "status $status" >>"$out/$1/run"
END
xargs -L 1 -P "$(nproc)" sh -eu one <cases 3>&2 >log 2>&1

# expect CASE SUMMARY NOT-OK-LINE...: exactly these tests failed.  A guest that dies
# may take its last lines along: there only the status is certain.
expect() {
	name=$1
	case $2 in
	status*)	lines=1 ;;
	*)		lines=2 ;;
	esac
	is "$(tail -n $lines "$name/run" | tr '\n' ' ')" "$2 " "$name: the sum"
	shift 2
	failed=$(sed -n 's/^not ok [0-9]* *-* *//p' "$name"/*.tap)
	is "$failed" "$(printf '%s\n' "$@")" "$name: what failed" ||
		diag "$(cat "$name/vm.tap")"
}

well='reported all its tests'
done='the guest said it was done'
clean='the kernel complained of nothing'
taint='the kernel is not tainted'

expect pass '12 passed, 0 failed status 0' ''
expect results '10 passed, 4 failed status 1' '' \
	"21-exits $well" "22-silent $well"
expect hang '8 passed, 2 failed status 1' "30-hangs $well"
expect panic 'status 1' "$done" "40-panics $well" "$clean" "$taint"
expect warning '8 passed, 1 failed status 1' "$clean"
expect taint '8 passed, 1 failed status 1' "$taint"
expect forged '7 passed, 2 failed status 1' '' 'the results are well formed'
expect vanished 'status 1' "$done" "44-powers-off $well" "$taint"
# How far it came in its time depends on the host.
ok "killed: that it was is noticed" \
	grep -q '^not ok .* the machine ended by itself' killed/vm.tap
is "$(tail -n 1 killed/run)" 'status 1' 'killed: the status'
expect nothing '6 passed, 1 failed status 1' 'there is a suite'

done_testing
