#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# shell.t - every shell program, whatever its name; .shellcheckrc says what is asked
#
# Programs are POSIX sh, in the guest busybox's.  An exception that hides nothing any
# more is a failure.
set -eu
# shellcheck source=SCRIPTDIR/lint.sh
. "$(dirname "$0")/lint.sh"

need shellcheck shellcheck

# By the first line, or by what a file that is read by others says to shellcheck
shells() {
	files '*' | while read -r file; do
		head -n 5 "$file" | LC_ALL=C grep -Eaq \
			'^#! ?/.*[/ ](ba|da|k|z)?sh( |$)|^# shellcheck shell=' || continue
		echo "$file"
	done
}

check() { # file
	first=$(head -n 1 "$1")
	case $first in
	'#!/bin/sh'|'#!/bin/busybox sh') ;;
	'#!'*)	echo "$1:1: it is to run everywhere: #!/bin/sh" ;;
	esac
	shellcheck -f gcc "$1"
}

# What the file's own exceptions are for: all that is said without them
hidden() { # file
	sed '/^[[:space:]]*# shellcheck disable=/s/.*//' "$1" |
		shellcheck -f gcc --shell="$(dialect "$1")" --source-path="${1%/*}" - |
		grep -o 'SC[0-9]*' | sort -u
}

dialect() { # file
	if head -n 5 "$1" | grep -q '^# shellcheck shell=bash'; then
		echo bash
	else
		echo sh
	fi
}

exceptions() { # file
	sed -n 's/^[[:space:]]*# shellcheck disable=\([SC0-9,]*\).*/\1/p' "$1" |
		tr ',' '\n' | sort -u
}

check_exceptions() { # file
	exceptions "$1" >"$scratch"
	hidden "$1" | comm -23 "$scratch" - |
		sed "s,^,$1: hides nothing any more: ,"
}

everything() {
	# shellcheck disable=SC2046 # words
	shellcheck --norc --enable=all --external-sources --source-path=SCRIPTDIR -f gcc \
		$(shells)
}

each check shells
each check_exceptions shells

everything >"$tmp/everything" || :
for code in $(sed -n 's/^disable=//p' .shellcheckrc | tr ',' ' '); do
	ok ".shellcheckrc: $code still hides something" grep -q "\[$code\]" "$tmp/everything"
done

cp .shellcheckrc "$tmp"
cat >"$tmp/bad" <<'END'
#!/bin/sh
if [[ $1 == a* ]]; then
	rm $2/$3
fi
END
printf '# %s disable=SC2164\necho\n' shellcheck >>"$tmp/bad"
finds SC3010 check "$tmp/bad"
finds SC2086 check "$tmp/bad"
finds "hides nothing any more: SC2164" check_exceptions "$tmp/bad"
printf '#!/bin/bash\necho\n' >"$tmp/bash"
finds "it is to run everywhere" check "$tmp/bash"

done_testing
