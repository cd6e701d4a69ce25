// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "text.h"

/* The Unicode Standard, table 3-7: the bytes of well-formed characters */
size_t utf8(const char *text, size_t len, uint32_t *code)
{
	static const struct {
		unsigned char first, last, second_first, second_last;
		size_t len;
	} rows[] = {
		{ 0x00, 0x7f, 0, 0, 1 },
		{ 0xc2, 0xdf, 0x80, 0xbf, 2 },
		{ 0xe0, 0xe0, 0xa0, 0xbf, 3 }, { 0xe1, 0xec, 0x80, 0xbf, 3 },
		{ 0xed, 0xed, 0x80, 0x9f, 3 }, { 0xee, 0xef, 0x80, 0xbf, 3 },
		{ 0xf0, 0xf0, 0x90, 0xbf, 4 }, { 0xf1, 0xf3, 0x80, 0xbf, 4 },
		{ 0xf4, 0xf4, 0x80, 0x8f, 4 },
	};
	static const unsigned char marks[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	const unsigned char *bytes = (const unsigned char *)text;
	size_t row = 0, i;

	while (row < 9 && (!len || *bytes < rows[row].first || *bytes > rows[row].last))
		row++;
	if (row == 9 || rows[row].len > len)
		return 0;
	*code = *bytes - marks[rows[row].len];
	for (i = 1; i < rows[row].len; i++) {
		if (bytes[i] < (i == 1 ? rows[row].second_first : 0x80) ||
		    bytes[i] > (i == 1 ? rows[row].second_last : 0xbf))
			return 0;
		*code = *code * 64 + bytes[i] - 0x80;
	}
	return rows[row].len;
}

bool is_control(uint32_t code)
{
	return code <= 0x1f || (code >= 0x7f && code <= 0x9f);
}

bool is_invisible(uint32_t code)
{
	static const uint32_t ranges[][2] = {
#include "hidden.h"
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(ranges); i++)
		if (code >= ranges[i][0] && code <= ranges[i][1])
			return true;
	return false;
}

bool is_utf8(const char *text, size_t len)
{
	uint32_t code;
	size_t bytes;

	for (; len; text += bytes, len -= bytes) {
		bytes = utf8(text, len, &code);
		if (!bytes)
			return false;
	}
	return true;
}

bool is_fit(const char *text, size_t len)
{
	while (len) {
		uint32_t code;
		size_t bytes = utf8(text, len, &code);

		if (!bytes || is_control(code) || is_invisible(code))
			return false;
		text += bytes;
		len -= bytes;
	}
	return true;
}

size_t visible_bytes(const char *raw, size_t len)
{
	size_t visible = 0;

	while (len) {
		uint32_t code;
		size_t bytes = utf8(raw, len, &code);

		if (bytes > 1 && !is_control(code) && !is_invisible(code))
			visible += bytes;
		bytes += !bytes;
		raw += bytes;
		len -= bytes;
	}
	return visible;
}

static uint32_t digits(const char *text, size_t count, const char *alphabet)
{
	uint32_t number = 0;

	while (count--) {
		const char *digit = strchr(alphabet, *text++);

		must(digit && *digit);
		number = number * 16 + (digit - alphabet);
	}
	return number;
}

/* \u{...}: a character that would not be seen, and no other */
static struct piece code_at(const char *text)
{
	size_t len = strcspn(text, "}");
	uint32_t code;
	struct piece piece = { .len = len + 1 };

	must(text[2] == '{' && text[len] && len >= 7 && len <= 9);
	code = digits(text + 3, len - 3, "0123456789ABCDEF");
	must(is_invisible(code) && (len == 7 || text[3] != '0'));
	if (code >= 0x10000)
		piece.raw[piece.raw_len++] = 0xf0 | code >> 18;
	if (code >= 0x800)
		piece.raw[piece.raw_len++] = code >= 0x10000 ?
			0x80 | (code >> 12 & 0x3f) : 0xe0 | code >> 12;
	piece.raw[piece.raw_len++] = code >= 0x800 ? 0x80 | (code >> 6 & 0x3f) :
						     0xc0 | code >> 6;
	piece.raw[piece.raw_len++] = 0x80 | (code & 0x3f);
	return piece;
}

static struct piece escape_at(const char *text, bool shell)
{
	static const char letters[] = "abtnvfr";
	const char *letter = strchr(letters, text[1]);
	struct piece piece = { .len = 2, .raw_len = 1 };

	must(text[1]);
	if (text[1] == 'u' && !shell)
		return code_at(text);
	if (text[1] == 'x') {
		piece.len = 4;
		piece.raw[0] = digits(text + 2, 2, "0123456789abcdef");
		must(is_control((unsigned char)piece.raw[0]) || piece.raw[0] < 0);
	} else if (letter) {
		piece.raw[0] = '\a' + (letter - letters);
	} else {
		must(text[1] == '\\' || (shell && text[1] == '\''));
		piece.raw[0] = text[1];
	}
	return piece;
}

struct piece piece_at(const char *text, bool shell)
{
	struct piece piece = { 0 };
	uint32_t code;

	if (*text == '\\')
		return escape_at(text, shell);
	piece.len = utf8(text, strlen(text), &code);
	must(piece.len);
	memcpy(piece.raw, text, piece.len);
	piece.raw_len = piece.len;
	return piece;
}

size_t unescape(const char *text, char *raw)
{
	size_t len = 0;

	while (*text) {
		struct piece piece = piece_at(text, false);

		memcpy(raw + len, piece.raw, piece.raw_len);
		len += piece.raw_len;
		text += piece.len;
	}
	return len;
}

static size_t unquote_escaped(const char *text, char *raw, size_t *raw_len)
{
	const char *at = text + 2;

	while (*at != '\'') {
		struct piece piece = piece_at(at, true);

		memcpy(raw + *raw_len, piece.raw, piece.raw_len);
		*raw_len += piece.raw_len;
		at += piece.len;
	}
	return at + 1 - text;
}

size_t unquote(const char *text, char *raw, size_t *raw_len)
{
	static const char plain[] =
		"abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_@%+=:,./-";
	bool quoted = *text == '\'';

	*raw_len = 0;
	if (text[0] == '$' && text[1] == '\'')
		return unquote_escaped(text, raw, raw_len);
	*raw_len = quoted ? strcspn(text + 1, "'") : strspn(text, plain);
	must(quoted ? text[1 + *raw_len] == '\'' : *raw_len > 0);
	memcpy(raw, text + quoted, *raw_len);
	return *raw_len + 2 * quoted;
}

char *render(render_fn *fn, const void *what, size_t *len)
{
	ssize_t wanted = fn(what, NULL, 0);
	char *whole;

	must(wanted >= 0);
	whole = room(wanted + 1);
	must(fn(what, whole, wanted + 1) == wanted);
	must(strnlen(whole, wanted + 1) == (size_t)wanted);
	*len = wanted;
	return whole;
}

/* With room for @size bytes: how many of them the text takes */
static size_t render_once(render_fn *fn, const void *what, const char *whole,
			  size_t size)
{
	size_t len = strlen(whole), used;
	char *buf = room(size);

	must(fn(what, buf, size) == (ssize_t)len);
	used = size ? strnlen(buf, size) : 0;
	must(!size || used < size);
	must(!size || !memcmp(buf, whole, used));
	must(size <= len || used == len);
	free(buf);
	return used;
}

size_t render_cut(render_fn *fn, const void *what, const char *whole, size_t size)
{
	size_t used = render_once(fn, what, whole, size);

	/* It is cut there, and not because of what would have come behind */
	if (size > used + 1 && render_once(fn, what, whole, used + 1) != used)
		return SIZE_MAX;
	return used;
}
