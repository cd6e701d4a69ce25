// SPDX-License-Identifier: LGPL-2.1-or-later
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "internal.h"

void pl_text_init(struct pl_text *text, char *buf, size_t size)
{
	*text = (struct pl_text){ .buf = buf, .size = size };
	if (size)
		*buf = '\0';
}

void pl_text_put(struct pl_text *text, const char *bytes, size_t len)
{
	/* used != len: something was left out already, so this is too */
	if (text->used == text->len && text->size && len < text->size - text->used) {
		memcpy(text->buf + text->used, bytes, len);
		text->used += len;
		text->buf[text->used] = '\0';
	}
	text->len += len;
}

void pl_text_str(struct pl_text *text, const char *string)
{
	pl_text_put(text, string, strlen(string));
}

void pl_text_printf(struct pl_text *text, const char *format, ...)
{
	char unit[128];
	va_list args;

	va_start(args, format);
	vsnprintf(unit, sizeof(unit), format, args);
	va_end(args);
	pl_text_str(text, unit);
}
