// SPDX-License-Identifier: LGPL-2.1-or-later
#include <string.h>

#include "internal.h"

static bool is_continuation(unsigned char byte)
{
	return (byte & 0xc0) == 0x80;
}

/*
 * Bytes of the character that @raw begins with, 0 if they are not UTF-8.  The
 * smallest code of each length excludes overlong forms.
 */
size_t pl_utf8(const char *raw, size_t len, uint32_t *code)
{
	static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *byte = (const unsigned char *)raw;
	size_t need, i;

	if (byte[0] < 0x80)
		need = 1;
	else if (byte[0] >= 0xc2 && byte[0] < 0xe0)
		need = 2;
	else if (byte[0] >= 0xe0 && byte[0] < 0xf0)
		need = 3;
	else if (byte[0] >= 0xf0 && byte[0] < 0xf5)
		need = 4;
	else
		return 0;
	if (need > len)
		return 0;

	*code = need == 1 ? byte[0] : byte[0] & (0x7f >> need);
	for (i = 1; i < need; i++) {
		if (!is_continuation(byte[i]))
			return 0;
		*code = *code << 6 | (byte[i] & 0x3f);
	}
	if (*code < smallest[need] || *code > 0x10ffff ||
	    (*code >= 0xd800 && *code < 0xe000))
		return 0;
	return need;
}

static bool is_control(uint32_t code)
{
	return code < 0x20 || (code >= 0x7f && code < 0xa0);
}

/* Characters that take no room, or change the order or the lines of others */
static bool is_hidden(uint32_t code)
{
	static const struct {
		uint32_t first;
		uint32_t last;
	} hidden[] = {
		{ 0x00ad, 0x00ad }, { 0x034f, 0x034f }, { 0x061c, 0x061c },
		{ 0x115f, 0x1160 }, { 0x17b4, 0x17b5 }, { 0x180b, 0x180f },
		{ 0x200b, 0x200f }, { 0x2028, 0x202e }, { 0x2060, 0x206f },
		{ 0x3164, 0x3164 }, { 0xfe00, 0xfe0f }, { 0xfeff, 0xfeff },
		{ 0xffa0, 0xffa0 }, { 0xfff0, 0xfffb }, { 0x1bca0, 0x1bca3 },
		{ 0x1d173, 0x1d17a }, { 0xe0000, 0xe0fff },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(hidden); i++)
		if (code >= hidden[i].first && code <= hidden[i].last)
			return true;
	return false;
}

static char short_escape(uint32_t code, enum pl_style style)
{
	static const char codes[] = "\a\b\f\n\r\t\v\\";
	static const char names[] = "abfnrtv\\";
	const char *found;

	if (code == (style == PL_JSON ? '"' : '\'') && style != PL_TERMINAL)
		return (char)code;
	if (style == PL_JSON && (code == '\a' || code == '\v'))
		return 0;
	if (!code || code >= 0x80)
		return 0;
	found = strchr(codes, (int)code);
	return found ? names[found - codes] : 0;
}

static void put_bytes(struct pl_text *text, const char *raw, size_t len)
{
	while (len--)
		pl_text_printf(text, "\\x%02x", (unsigned char)*raw++);
}

static void put_json_code(struct pl_text *text, uint32_t code)
{
	if (code < 0x10000)
		pl_text_printf(text, "\\u%04x", code);
	else
		pl_text_printf(text, "\\u%04x\\u%04x",
			       0xd7c0 + (code >> 10), 0xdc00 + (code & 0x3ff));
}

static void put_strange(struct pl_text *text, const char *raw, size_t len,
			uint32_t code, enum pl_style style)
{
	if (style == PL_JSON)
		put_json_code(text, code);
	else if (style == PL_TERMINAL && !is_control(code))
		pl_text_printf(text, "\\u{%04X}", code);
	else
		put_bytes(text, raw, len);
}

static size_t put_character(struct pl_text *text, const char *raw, size_t len,
			    enum pl_style style)
{
	uint32_t code = 0;
	size_t bytes = pl_utf8(raw, len, &code);
	char letter;

	if (!bytes) {
		if (style == PL_JSON)
			put_json_code(text, 0xfffd);
		else
			put_bytes(text, raw, 1);
		return 1;
	}
	letter = short_escape(code, style);
	if (letter)
		pl_text_put(text, (char []){ '\\', letter }, 2);
	else if (is_control(code) || is_hidden(code))
		put_strange(text, raw, bytes, code, style);
	else
		pl_text_put(text, raw, bytes);
	return bytes;
}

bool pl_is_utf8(const char *raw, size_t len)
{
	while (len) {
		uint32_t code;
		size_t bytes = pl_utf8(raw, len, &code);

		if (!bytes)
			return false;
		raw += bytes;
		len -= bytes;
	}
	return true;
}

void pl_escape(struct pl_text *text, const char *raw, size_t len,
	       enum pl_style style)
{
	while (len) {
		size_t taken = put_character(text, raw, len, style);

		raw += taken;
		len -= taken;
	}
}

/* isalnum() would ask the locale */
static bool is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || (c && strchr("_@%+=:,./-", c));
}

static bool is_plain_word(const char *raw, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (!is_plain(raw[i]))
			return false;
	return len;
}

static bool needs_escape(const char *raw, size_t len)
{
	while (len) {
		uint32_t code = 0;
		size_t bytes = pl_utf8(raw, len, &code);

		if (!bytes || is_control(code) || is_hidden(code) || code == '\'')
			return true;
		raw += bytes;
		len -= bytes;
	}
	return false;
}

/* One word for a shell: word, 'two words' or $'with\nescapes' */
void pl_quote(struct pl_text *text, const char *raw, size_t len)
{
	if (is_plain_word(raw, len)) {
		pl_text_put(text, raw, len);
	} else if (needs_escape(raw, len)) {
		pl_text_str(text, "$'");
		pl_escape(text, raw, len, PL_SHELL);
		pl_text_str(text, "'");
	} else {
		pl_text_str(text, "'");
		pl_text_put(text, raw, len);
		pl_text_str(text, "'");
	}
}

PROCLOOK_API size_t proclook_escape(char *buf, size_t size, const char *raw,
				    size_t len)
{
	struct pl_text text;

	pl_text_init(&text, buf, size);
	pl_escape(&text, raw, len, PL_TERMINAL);
	return text.len;
}
