// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Bubbles on stdout in place of those on a bus: "SUMMARY", then lines of the body, each
 * behind a tab.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "bubbles.h"
#include "fake.h"

struct bubbles {
	int shown;
};

struct bubbles *bubbles_open(void)
{
	errno = fake.connect_error;
	return errno ? NULL : calloc(1, sizeof(struct bubbles));
}

void bubbles_close(struct bubbles *bubbles)
{
	free(bubbles);
}

int bubbles_show(struct bubbles *bubbles, const char *summary, const char *body)
{
	const char *byte;

	errno = fake.bubble_error;
	fake.bubble_error = 0;
	if (errno)
		return -1;
	bubbles->shown++;
	printf("%d: %s\n\t", bubbles->shown, summary);
	for (byte = body; *byte; byte++) {
		putchar(*byte);
		if (*byte == '\n')
			putchar('\t');
	}
	putchar('\n');
	return 0;
}
