# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# c.sh - C for the host, and what it needs to be compiled: . it after lint.sh
#
# The makefiles build with less: here every file gets the same, so that a new one is
# judged without being named anywhere.  The module's are kbuild's (sparse.t), but
# history.c knows nothing of the kernel.  BUILD is where the fuzzers have been built.

host_c() {
	files '*.c' | grep -Ev '^(drv|tests/module|tests/bench/stopwatch|app/pitfalls/module)/'
	files drv/history.c
}

options() { # file
	echo -std=gnu11 -D_FILE_OFFSET_BITS=64 -DPROCLOOK_VERSION='"0"' -Itests/lib \
		-Itests/unit -Iapp/lib -Iapp/cli -Iapp/log -Iapp/notify -Iapp/follow -Iapp/rules \
		-Iapp/top -Idrv/include/uapi
	grep -q '^#define _GNU_SOURCE' "$1" || echo -D_GNU_SOURCE
	! grep -q '"hidden.h"' "$1" || echo "-I$BUILD/fuzz"
	! grep -q '"notify-conf.h"' "$1" || echo "-I$BUILD/fuzz/rules"
	case $1 in
	app/desktop/* | tests/desktop/*)
		echo -Iapp/desktop -DPROCLOOK_LOCALEDIR='"/"'
		pkg-config --cflags libadwaita-1 atspi-2 | sed 's/-I/-isystem /g' ;;
	esac
	! grep -Eq '"(history|mapper)\.h"' "$1" || echo -Itests/unit/kernel -Idrv -Idrv/include
}

# bad NAME: the defect on stdin, as a file
bad() {
	cat >"$tmp/$1.c"
}

# What must not get past any of those that look for it
bad leak <<'END'
#include <stdlib.h>
struct pair { char *a, *b; };
struct pair *new_pair(size_t size);
struct pair *new_pair(size_t size)
{
	struct pair *pair = malloc(sizeof(*pair));

	if (!pair)
		return NULL;
	pair->b = NULL;
	pair->a = malloc(size);
	if (!pair->a)
		return NULL;
	return pair;
}
END
bad uninitialised <<'END'
struct pair { int a, b; };
static void fill(struct pair *pair, int n)
{
	if (n)
		pair->a = n;
}

int first(int n);
int first(int n)
{
	struct pair pair;

	fill(&pair, n);
	return pair.a + 1;
}
END
bad freed <<'END'
#include <stdlib.h>
struct node { struct node *next; };
void free_all(struct node *node);
void free_all(struct node *node)
{
	for (; node; node = node->next)
		free(node);
}
END
bad format <<'END'
#include <stdio.h>
void show(unsigned long long n);
void show(unsigned long long n)
{
	printf("%d\n", n);
}
END
