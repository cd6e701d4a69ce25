# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# bounded.sh - one target, a number of runs, the same each time
#
# Whoever sources this has set $fuzz, this folder, and $out, what was built.

# The line of the file "targets": $runs, $length and, of files and functions, $reach
settings() { # target
	# shellcheck disable=SC2046 # words
	set -- $(grep "^$1[[:space:]]" "$fuzz/targets")
	runs=$2 length=$3
	shift 3
	# shellcheck disable=SC2034 # check-target.sh asks for it
	reach=$*
}

# Options that every run of a target has, and where it begins
start() { # target
	case $1 in
	escape | format | json) echo "-dict=$out/text.dict" ;;
	esac
	mkdir -p "$out/found"
	# The length is not to grow only slowly: records have long headers.  What takes a
	# minute never ends.
	echo "-max_len=$length -len_control=0 -timeout=60 -artifact_prefix=$out/found/$1-"
}

# Inputs that found a fault once, or that go where chance alone seldom comes: tried first
kept() { # target
	[ ! -d "$fuzz/corpus/$1" ] || echo "$fuzz/corpus/$1"
}

# What it says goes to LOG, what it entered to PROFILE.  The fuzzer keeps what it
# finds interesting in the first folder that it is given: LOG.learnt.  Operands of
# comparisons may be addresses, which differ each time: they must not guide it.
bounded() { # target program log profile
	settings "$1"
	rm -rf "$3.learnt"
	mkdir "$3.learnt"
	# shellcheck disable=SC2046 # words
	LLVM_PROFILE_FILE=$4 "$2" $(start "$1") -seed="${SEED:-1}" -runs="$runs" \
		-use_cmp=0 -reload=0 "$3.learnt" $(kept "$1") >"$3" 2>&1 </dev/null
}
