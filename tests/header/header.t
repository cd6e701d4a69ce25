#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# header.t - the public headers, as strange programs see them
#
# Each header stands alone, in C and C++; the kernel's has one layout for 32 and for
# 64 bits, without holes.  Nothing that was built is run: a host that runs no
# 32-bit programs can test this too.
set -eu
cd "$(dirname "$0")"
# shellcheck source=SCRIPTDIR/../lib/tap.sh
. ../lib/tap.sh

uapi=../../drv/include/uapi/linux/proclook.h
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

compile() { # options...
	"${CC:-gcc}" -I../../drv/include/uapi -I../../app/lib \
		-Wall -Wextra -pedantic -Werror "$@"
}

# Twice, with nothing before: the guard works and nothing else is needed
alone() { # name options...
	printf '#include <%s>\n#include <%s>\n' "$1" "$1" >"$tmp/alone"
	shift
	compile "$@" -fsyntax-only "$tmp/alone"
}

for header in linux/proclook.h proclook.h; do
	for bits in -m64 -m32; do
		ok "$header alone, C99, $bits" \
			alone "$header" -x c -std=c99 $bits
		ok "$header alone, C++, $bits" \
			alone "$header" -x c++ -std=c++11 $bits
	done
done
echo 'size_t f(void);' >"$tmp/bad.h"
not_ok "a header that lacks something is found out" \
	alone "$tmp/bad.h" -x c -std=c99 2>/dev/null

# -Wpadded takes hidden bytes, between fields or at the end, for an error.
for bits in -m64 -m32; do
	ok "no implicit padding, $bits" \
		alone linux/proclook.h -x c -std=c99 -Wpadded $bits
done
echo 'struct hole { char a; int b; };' >"$tmp/hole.h"
not_ok "a hole is found out" compile -x c -std=c99 -Wpadded -fsyntax-only \
	"$tmp/hole.h" 2>/dev/null

# One line of assembler text for every field, structure and constant.  They are
# taken from the header itself, so that none can be forgotten.
layout() { # header
	printf '#include <stddef.h>\n#include "%s"\n' "$(realpath "$1")"
	cat <<-'END'
		#define SHOW(name, a, b) __asm__("\n@@ " name " %c0 %c1" : : \
			"i"((int)(a)), "i"((int)(b)))
		void layout(void);
		void layout(void)
		{
	END
	awk '
	function show(name, a, b) {
		printf "\tSHOW(\"%s\", %s, %s);\n", name, a, b
	}
	/^struct [a-z_]+ \{/ { type = $1 " " $2 }
	/^};/ && type { show(type, "sizeof(" type ")", "__alignof__(" type ")") }
	/^}/ { type = "" }
	type && /^\t[a-z_]+.*;/ {
		name = $NF
		gsub(/;|\[.*/, "", name)
		show(type "." name, "offsetof(" type ", " name ")",
		     "sizeof(((" type " *)0)->" name ")")
	}
	/^#define PROCLOOK_[A-Z0-9_]+[ \t]/ || /^\tPROCLOOK_[A-Z0-9_]+[ \t]*=/ {
		name = /^#/ ? $2 : $1
		show(name, "(unsigned int)(" name ") >> 16", name " & 0xffff")
	}' "$1"
	echo '}'
}

numbers() { # options...: of layout.c, one line each
	compile -x c -std=gnu11 -S -o - "$@" "$tmp/layout.c" | sed -n 's/^@@ //p'
}

layout "$uapi" >"$tmp/layout.c"
wide=$(numbers -m64)
narrow=$(numbers -m32)
is "$narrow" "$wide" "one layout for 32 and 64 bits"
structs=$(grep -c '^struct .*{$' "$uapi")
is "$(echo "$wide" | grep -c '^struct [a-z_]* ')" "$structs" \
	"every structure was looked at"
fields=$(awk '/^struct .*{$/ { s = 1 } /^}/ { s = 0 } s && /;$/' "$uapi" | wc -l)
is "$(echo "$wide" | grep -c '^struct [a-z_]*\.')" "$fields" \
	"every field was looked at"

echo 'struct differs {
	long	a;
};' >"$tmp/differs.h"
layout "$tmp/differs.h" >"$tmp/layout.c"
not_ok "a difference is found out" [ "$(numbers -m64)" = "$(numbers -m32)" ]

done_testing
