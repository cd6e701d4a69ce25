#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# kernel-doc.t - comments that kernel-doc reads are whole, and what is public has one
#
#	SOURCE		a kernel's source tree to take kernel-doc from
set -eu
# shellcheck source=SCRIPTDIR/lint.sh
. "$(dirname "$0")/lint.sh"

need perl perl
source=$(kernel_source)

# -v: a result that is not described is worth a warning
check() { # file
	status=0
	"$source/scripts/kernel-doc" -v -none -Werror "$1" 2>"$scratch" || status=$?
	grep -v 'info: Scanning doc' "$scratch" || :
	return "$status"
}

# The names that have a comment, one a line.  The output differs with Sphinx's version.
documented() { # file...
	"$source/scripts/kernel-doc" -rst -sphinx-version 3.0.0 "$@" 2>/dev/null |
		sed -nE 's/^\.\. c:(struct|union|enum|macro):: ([A-Za-z0-9_]+).*/\2/p
			s/^\.\. c:function:: .*[ *]([A-Za-z0-9_]+) \(.*/\1/p
			s/^\.\. c:function:: ([A-Za-z0-9_]+) \(.*/\1/p'
}

symbols() { # symbol-file
	sed -nE 's/^\t(proclook_[a-z0-9_]+);$/\1/p' "$1"
}

# A macro documents the function of the same name with __ that it calls
exports() { # file...
	sed -nE 's/^EXPORT_SYMBOL[A-Z_]*\((__)?([a-z0-9_]+)\);$/\2/p' "$@"
}

types() { # header...
	sed -nE 's/^(struct|union|enum) ([a-z0-9_]+) \{$/\2/p' "$@"
}

public() {
	symbols app/lib/libproclook.sym
	# shellcheck disable=SC2046 # words
	exports $(files 'drv/*.c')
	# shellcheck disable=SC2046 # words
	types app/lib/proclook.h $(files 'drv/include/*.h')
}

has_comment() { # name
	grep -qxF "$1" "$tmp/documented"
}

each check files '*.[ch]'

# shellcheck disable=SC2046 # words
documented $(files 'app/*.[ch]' 'drv/*.[ch]') >"$tmp/documented"
public >"$tmp/public"
while read -r name; do
	ok "public, with a comment: $name" has_comment "$name"
done <"$tmp/public"
for name in proclook_watch_read named_event_create named_event_signal proclook_record; do
	ok "known as public: $name" grep -qxF "$name" "$tmp/public"
done

cat >"$tmp/bad.c" <<'END'
/**
 * half() - a number
 * @n: what to halve
 * @m: what is not there
 */
int half(int n)
{
	return n / 2;
}

/** naked() - a comment that kernel-doc does not see */
int naked(void);
END
finds "Excess function parameter 'm'" check "$tmp/bad.c"
finds "No description found for return value" check "$tmp/bad.c"
documented "$tmp/bad.c" >"$tmp/documented"
ok "a comment is seen" has_comment half
not_ok "a name without comment is found out" has_comment naked

done_testing
