// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>

#include "markup.h"

void markup_escape(char *buf, size_t size, const char *text)
{
	size_t used = 0;

	for (; *text; text++) {
		const char plain[2] = { *text };
		const char *shown = *text == '&' ? "&amp;" : *text == '<' ? "&lt;" :
				    *text == '>' ? "&gt;" : plain;
		size_t len = strlen(shown);

		if (used + len >= size)
			break;
		memcpy(buf + used, shown, len);
		used += len;
	}
	buf[used] = '\0';
}
