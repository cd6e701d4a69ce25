// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Escaping: whatever the bytes, what comes out can be shown, says which bytes
 * they were, and leaves what needs no escape as it is.
 *
 *	input: size of a buffer that may be too small (2 bytes), the bytes
 */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "internal.h"
#include "text.h"

struct raw {
	const char *bytes;
	size_t len;
};

static ssize_t escape(const void *what, char *buf, size_t size)
{
	const struct raw *raw = what;

	return proclook_escape(buf, size, raw->bytes, raw->len);
}

static ssize_t quote(const void *what, char *buf, size_t size)
{
	const struct raw *raw = what;
	struct pl_text text;

	pl_text_init(&text, buf, size);
	pl_quote(&text, raw->bytes, raw->len);
	return text.len;
}

static size_t bytes_above_ascii(const char *text)
{
	size_t count = 0;

	while (*text)
		count += *text++ < 0;
	return count;
}

/* The first piece that is missing has no room; behind it nothing was put */
static void check_cut(const struct raw *raw, const char *text, size_t size)
{
	size_t used = render_cut(escape, raw, text, size);
	size_t end = 0;

	while (end < used)
		end += piece_at(text + end, false).len;
	must(end == used);
	must(!size || !text[end] || end + piece_at(text + end, false).len >= size);
}

static void check_terminal(const struct raw *raw, size_t size)
{
	size_t len;
	char *text = render(escape, raw, &len);
	char *back = room(len + 1);

	must(is_fit(text, len));
	must(unescape(text, back) == raw->len);
	must(!memcmp(back, raw->bytes, raw->len));
	must(bytes_above_ascii(text) == visible_bytes(raw->bytes, raw->len));
	check_cut(raw, text, size);
	/* One byte too small, which few numbers would be */
	check_cut(raw, text, len);
	free(back);
	free(text);
}

/* An argument has no NUL */
static void check_shell(const struct raw *raw, size_t size)
{
	size_t len, back_len;
	char *text = render(quote, raw, &len);
	char *back = room(len + 1);

	must(is_fit(text, len));
	must(unquote(text, back, &back_len) == len);
	must(back_len == raw->len);
	must(!memcmp(back, raw->bytes, raw->len));
	must(bytes_above_ascii(text) == visible_bytes(raw->bytes, raw->len));
	must(render_cut(quote, raw, text, size) <= len);
	free(back);
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { data, size };
	size_t room_for_text = take_up_to(&input, 1023);
	struct raw raw = { .len = input.left };
	char *memory = room(raw.len + 1);

	/* Its end is that of the memory, even where there is no byte */
	raw.bytes = memcpy(memory + 1, input.at, raw.len);
	must(pl_is_utf8(raw.bytes, raw.len) == is_utf8(raw.bytes, raw.len));
	check_terminal(&raw, room_for_text);
	raw.len = strnlen(raw.bytes, raw.len);
	check_shell(&raw, room_for_text);
	free(memory);
	return 0;
}
