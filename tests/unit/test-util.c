// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdint.h>
#include <tap.h>

#include "util.h"

static void good(const char *text, int64_t wanted)
{
	int64_t ns = 0xcccc;

	is(parse_period(text, &ns), 0, "'%s' is a period", text);
	is(ns, wanted, "'%s'", text);
}

static void bad(const char *text)
{
	int64_t ns = 0xcccc;

	is(parse_period(text, &ns), -1, "'%s' is no period", text);
}

static void test_numbers(void)
{
	static const char *const wrong[] = { "", " ", "-1", "+1", " 1", "1 ", "1x", "0x1",
		"18446744073709551616", "99999999999999999999" };
	uint64_t number = 0xcccc;
	size_t i;

	is(parse_number("18446744073709551615", UINT64_MAX, &number), 0, "the largest");
	ok(number == UINT64_MAX, "is itself");
	is(parse_number("0", UINT64_MAX, &number), 0, "0");
	is(number, 0, "is itself");
	is(parse_number("7", 7, &number), 0, "up to the limit");
	is(parse_number("8", 7, &number), -1, "not above it");
	is(parse_number("10", 7, &number), -1, "nor with more digits");
	is(parse_number("00000000000000000000000007", 7, &number), 0, "zeros do no harm");
	for (i = 0; i < ARRAY_SIZE(wrong); i++)
		is(parse_number(wrong[i], UINT64_MAX, &number), -1, "'%s' is no number",
		   wrong[i]);
}

int main(void)
{
	good("0", 0);
	good("500", 500000000);
	good("500ms", 500000000);
	good("20us", 20000);
	good("3s", 3000000000);
	good("2m", 120000000000);
	good("9223372036s", 9223372036000000000);
	good("9223372036854775us", 9223372036854775000);
	bad("9223372037s");
	bad("9223372036854776us");
	bad("9223372036855");
	bad("153722868m");
	bad("18446744073709551616");
	bad("99999999999999999999999999999s");
	bad("");
	bad("-1");
	bad("-1s");
	bad("+1s");
	bad(" 1s");
	bad("1 s");
	bad("1s ");
	bad("1.5s");
	bad("1h");
	bad("1ns");
	bad("1S");
	bad("s");
	bad("1ss");
	bad("0x10");
	bad("1e3");
	test_numbers();
	return done_testing();
}
