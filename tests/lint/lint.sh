# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# lint.sh - what the linters share: . it first; it goes to the project's top
#
#	need sparse sparse	fails, and names the package, if the command is not there
#	files '*.c' '*.h'	the project's files of such names; * takes slashes, too
#	each check files '*.c'	a test a file: "check FILE" succeeds and says nothing
#	finds WORDS check FILE	a test of the linter: "check FILE" has this to say
#	$tmp			a folder for the files of the last
#	$scratch		a file that "check" may use: many run at the same time

cd "$(dirname "$0")/../.." || exit
# shellcheck source=SCRIPTDIR/../lib/tap.sh
. tests/lib/tap.sh

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
scratch=$tmp/scratch

need() { # command package
	command -v "$1" >/dev/null && return
	tap_result 1 "$1 is there" || diag "install the package $2"
	done_testing
}

# What git knows is judged, not what was built; an exported tree has nothing else
list_files() {
	if [ -e .git ]; then
		git -c safe.directory='*' ls-files
	else
		find . -path ./build -prune -o -type f -print | sed 's,^\./,,' | sort
	fi
}

files() { # pattern...
	list_files | while read -r file; do
		[ -f "$file" ] || continue
		for pattern; do
			# shellcheck disable=SC2254 # it is a pattern
			case $file in
			$pattern)
				echo "$file"
				break ;;
			esac
		done
	done
}

# All that a command says, and its status if it fails without a word
words_of() { # command...
	words_status=0
	words=$("$@" 2>&1) || words_status=$?
	if [ -n "$words" ]; then
		printf '%s\n' "$words"
	elif [ "$words_status" -ne 0 ]; then
		echo "exit status $words_status"
	fi
}

# Each processor takes every so many-th file
share() { # function job jobs
	# shellcheck disable=SC2034 # the function may use it
	scratch=$tmp/scratch.$2
	awk -v job="$2" -v jobs="$3" 'NR % jobs == job { print NR, $0 }' "$tmp/files" |
		while read -r number file; do
			words_of "$1" "$file" >"$tmp/words.$number"
		done
}

each() { # function lister...
	each_function=$1
	shift
	"$@" >"$tmp/files"
	each_jobs=$(nproc)
	for each_job in $(seq 0 $((each_jobs - 1))); do
		share "$each_function" "$each_job" "$each_jobs" &
	done
	wait
	each_number=0
	while read -r each_file; do
		each_number=$((each_number + 1))
		is "$(cat "$tmp/words.$each_number" 2>&1)" "" "$each_function $each_file"
	done <"$tmp/files"
	ok "there was something to judge" [ "$each_number" -gt 0 ]
}

finds() { # words command...
	finds_wanted=$1
	shift
	finds_got=$(words_of "$@")
	case $finds_got in
	*"$finds_wanted"*)
		tap_result 0 "finds: $finds_wanted" ;;
	*)
		tap_result 1 "finds: $finds_wanted" || diag "it says: $finds_got" ;;
	esac
}

# The kernel's own linters are in its source only
kernel_source() {
	if [ -n "${SOURCE-}" ]; then
		realpath "$SOURCE"
	else
		tests/vm/fetch-source 6.1
	fi
}
