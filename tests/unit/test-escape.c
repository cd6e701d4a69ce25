// SPDX-License-Identifier: GPL-2.0-or-later
#include <proclook.h>
#include <tap.h>

#include "internal.h"

static const struct {
	const char *raw;
	const char *terminal;
	const char *shell;
	const char *json;
} table[] = {
	/* Plain text */
	{ "", "", "''", "" },
	{ "bash", "bash", "bash", "bash" },
	{ "a b", "a b", "'a b'", "a b" },
	{ "-x=/y,z.1:@%+_", "-x=/y,z.1:@%+_", "-x=/y,z.1:@%+_", "-x=/y,z.1:@%+_" },
	{ "$(rm)", "$(rm)", "'$(rm)'", "$(rm)" },
	{ "*", "*", "'*'", "*" },
	{ "~", "~", "'~'", "~" },
	{ "\"", "\"", "'\"'", "\\\"" },
	{ "it's", "it's", "$'it\\'s'", "it's" },
	{ "a\\b", "a\\\\b", "'a\\b'", "a\\\\b" },
	{ "\\'", "\\\\'", "$'\\\\\\''", "\\\\'" },
	/* Other scripts stay */
	{ "\xc3\xa9", "\xc3\xa9", "'\xc3\xa9'", "\xc3\xa9" },
	{ "\xe2\x82\xac", "\xe2\x82\xac", "'\xe2\x82\xac'", "\xe2\x82\xac" },
	{ "\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80", "'\xf0\x9f\x98\x80'", "\xf0\x9f\x98\x80" },
	{ "\xee\x80\x80", "\xee\x80\x80", "'\xee\x80\x80'", "\xee\x80\x80" },
	{ "\xf4\x8f\xbf\xbf", "\xf4\x8f\xbf\xbf", "'\xf4\x8f\xbf\xbf'", "\xf4\x8f\xbf\xbf" },
	/* Controls */
	{ "\n\t\r", "\\n\\t\\r", "$'\\n\\t\\r'", "\\n\\t\\r" },
	{ "\a\b\f\v", "\\a\\b\\f\\v", "$'\\a\\b\\f\\v'", "\\u0007\\b\\f\\u000b" },
	{ "\x1b[31m", "\\x1b[31m", "$'\\x1b[31m'", "\\u001b[31m" },
	{ "\x1b]0;x\a", "\\x1b]0;x\\a", "$'\\x1b]0;x\\a'", "\\u001b]0;x\\u0007" },
	{ "\x01", "\\x01", "$'\\x01'", "\\u0001" },
	{ "\x7f", "\\x7f", "$'\\x7f'", "\\u007f" },
	{ "\xc2\x80", "\\xc2\\x80", "$'\\xc2\\x80'", "\\u0080" },
	{ "\xc2\x9b" "31m", "\\xc2\\x9b31m", "$'\\xc2\\x9b31m'", "\\u009b31m" },
	{ "\xc2\xa0", "\xc2\xa0", "'\xc2\xa0'", "\xc2\xa0" },
	/* Not UTF-8 */
	{ "\x80", "\\x80", "$'\\x80'", "\\ufffd" },
	{ "\xff", "\\xff", "$'\\xff'", "\\ufffd" },
	{ "\xc3", "\\xc3", "$'\\xc3'", "\\ufffd" },
	{ "\xc3(", "\\xc3(", "$'\\xc3('", "\\ufffd(" },
	{ "\xe2\x82", "\\xe2\\x82", "$'\\xe2\\x82'", "\\ufffd\\ufffd" },
	{ "\xe2\x82z", "\\xe2\\x82z", "$'\\xe2\\x82z'", "\\ufffd\\ufffdz" },
	{ "\xf0\x9f\x98", "\\xf0\\x9f\\x98", "$'\\xf0\\x9f\\x98'", "\\ufffd\\ufffd\\ufffd" },
	/* Overlong forms of / and NUL, surrogates, beyond the last code */
	{ "\xc0\xaf", "\\xc0\\xaf", "$'\\xc0\\xaf'", "\\ufffd\\ufffd" },
	{ "\xc1\xbf", "\\xc1\\xbf", "$'\\xc1\\xbf'", "\\ufffd\\ufffd" },
	{ "\xe0\x80\xaf", "\\xe0\\x80\\xaf", "$'\\xe0\\x80\\xaf'", "\\ufffd\\ufffd\\ufffd" },
	{ "\xf0\x80\x80\xaf", "\\xf0\\x80\\x80\\xaf", "$'\\xf0\\x80\\x80\\xaf'",
	  "\\ufffd\\ufffd\\ufffd\\ufffd" },
	{ "\xed\xa0\x80", "\\xed\\xa0\\x80", "$'\\xed\\xa0\\x80'", "\\ufffd\\ufffd\\ufffd" },
	{ "\xed\xbf\xbf", "\\xed\\xbf\\xbf", "$'\\xed\\xbf\\xbf'", "\\ufffd\\ufffd\\ufffd" },
	{ "\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80", "$'\\xf4\\x90\\x80\\x80'",
	  "\\ufffd\\ufffd\\ufffd\\ufffd" },
	{ "\xf5\x80", "\\xf5\\x80", "$'\\xf5\\x80'", "\\ufffd\\ufffd" },
	/* Text that hides or reorders */
	{ "\xd8\x9c", "\\u{061C}", "$'\\xd8\\x9c'", "\\u061c" },
	{ "\xe2\x80\x8b", "\\u{200B}", "$'\\xe2\\x80\\x8b'", "\\u200b" },
	{ "\xe2\x80\x8e", "\\u{200E}", "$'\\xe2\\x80\\x8e'", "\\u200e" },
	{ "\xe2\x80\x8f", "\\u{200F}", "$'\\xe2\\x80\\x8f'", "\\u200f" },
	{ "\xe2\x80\xa8", "\\u{2028}", "$'\\xe2\\x80\\xa8'", "\\u2028" },
	{ "\xe2\x80\xa9", "\\u{2029}", "$'\\xe2\\x80\\xa9'", "\\u2029" },
	{ "\xe2\x80\xaa", "\\u{202A}", "$'\\xe2\\x80\\xaa'", "\\u202a" },
	{ "\xe2\x80\xae", "\\u{202E}", "$'\\xe2\\x80\\xae'", "\\u202e" },
	{ "\xe2\x81\xa0", "\\u{2060}", "$'\\xe2\\x81\\xa0'", "\\u2060" },
	{ "\xe2\x81\xa6", "\\u{2066}", "$'\\xe2\\x81\\xa6'", "\\u2066" },
	{ "\xe2\x81\xa9", "\\u{2069}", "$'\\xe2\\x81\\xa9'", "\\u2069" },
	{ "\xef\xbb\xbf", "\\u{FEFF}", "$'\\xef\\xbb\\xbf'", "\\ufeff" },
	{ "\xf3\xa0\x81\x81", "\\u{E0041}", "$'\\xf3\\xa0\\x81\\x81'", "\\udb40\\udc41" },
	/* Their neighbours do not */
	{ "\xe2\x80\x8a", "\xe2\x80\x8a", "'\xe2\x80\x8a'", "\xe2\x80\x8a" },
	{ "\xe2\x80\x90", "\xe2\x80\x90", "'\xe2\x80\x90'", "\xe2\x80\x90" },
	{ "\xe2\x80\xaf", "\xe2\x80\xaf", "'\xe2\x80\xaf'", "\xe2\x80\xaf" },
};

static void check(const char *got, size_t len, const char *wanted, const char *how)
{
	is(len, strlen(wanted), "%s: length", how);
	is_str(got, wanted, "%s: %s", how, wanted);
}

static void test_table(void)
{
	struct pl_text text;
	char buf[64];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(table); i++) {
		const char *raw = table[i].raw;

		memset(buf, 0xcc, sizeof(buf));
		check(buf, proclook_escape(buf, sizeof(buf), raw, strlen(raw)),
		      table[i].terminal, "terminal");
		pl_text_init(&text, buf, sizeof(buf));
		pl_quote(&text, raw, strlen(raw));
		check(buf, text.len, table[i].shell, "shell");
		pl_text_init(&text, buf, sizeof(buf));
		pl_escape(&text, raw, strlen(raw), PL_JSON);
		check(buf, text.len, table[i].json, "json");
	}
	is(proclook_escape(buf, sizeof(buf), "a\0b", 3), 6, "a NUL is a byte like others");
	is_str(buf, "a\\x00b", "and shown");
}

/* Cut anywhere, it is whole characters and escapes, and ends with a NUL */
static void test_cut(void)
{
	static const char raw[] = "a\xe2\x82\xac\x1b\xe2\x80\xae.z";
	static const char *const wanted[] = {
		"", "a", "a", "a", "a\xe2\x82\xac", "a\xe2\x82\xac", "a\xe2\x82\xac",
		"a\xe2\x82\xac", "a\xe2\x82\xac\\x1b",
	};
	char buf[32];
	size_t size;

	is(proclook_escape(NULL, 0, raw, strlen(raw)), 18, "the length without a buffer");
	for (size = 1; size <= ARRAY_SIZE(wanted); size++) {
		memset(buf, 0x55, sizeof(buf));
		is(proclook_escape(buf, size, raw, strlen(raw)), 18, "%zu bytes: length",
		   size);
		is_str(buf, wanted[size - 1], "%zu bytes: text", size);
		is((unsigned char)buf[size], 0x55, "%zu bytes: nothing behind", size);
	}
	is(proclook_escape(buf, 18, raw, strlen(raw)), 18, "one byte short");
	is_str(buf, "a\xe2\x82\xac\\x1b\\u{202E}.", "the last character is missing");
	proclook_escape(buf, 19, raw, strlen(raw));
	is_str(buf, "a\xe2\x82\xac\\x1b\\u{202E}.z", "it fits");
	/* Nothing that is short may follow what was too long */
	proclook_escape(buf, 3, "ab\x1b" "c", 4);
	is_str(buf, "ab", "cut before an escape");
	proclook_escape(buf, 5, "ab\x1b" "c", 4);
	is_str(buf, "ab", "and not taken up again behind it");
}

static int is_fit(const char *text)
{
	while (*text) {
		uint32_t code = 0;
		size_t bytes = pl_utf8(text, strlen(text), &code);

		if (!bytes || code < 0x20 || (code >= 0x7f && code < 0xa0) ||
		    (code >= 0x202a && code <= 0x202e))
			return 0;
		text += bytes;
	}
	return 1;
}

/* All pairs of bytes: the result is always UTF-8 without controls */
static void test_all(void)
{
	int bad = 0;
	int pair;

	for (pair = 0; pair < 65536; pair++) {
		const char raw[] = { '\xe2', pair >> 8, pair & 0xff, 'x' };
		struct pl_text text;
		char buf[64];

		proclook_escape(buf, sizeof(buf), raw, 4);
		bad += !is_fit(buf);
		pl_text_init(&text, buf, sizeof(buf));
		pl_quote(&text, raw + 1, 2);
		bad += !is_fit(buf);
		pl_text_init(&text, buf, sizeof(buf));
		pl_escape(&text, raw, 4, PL_JSON);
		bad += !is_fit(buf);
	}
	is(bad, 0, "no bytes give what a terminal may obey");
}

int main(void)
{
	test_table();
	test_cut();
	test_all();
	return done_testing();
}
