// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * For test-json: random hostile events, each as one line: comm, path and
 * arguments in hexadecimal, then its JSON
 */
#include <proclook.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fake.h"

static uint64_t random_number(void)
{
	static uint64_t state = 0x9e3779b97f4a7c15;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state >> 11;
}

/* Mostly what is dangerous: quotes, controls, pieces of UTF-8 */
static char random_byte(void)
{
	static const char nasty[] = "\"\\/\x01\n\t\x1b\x7f\x80\xc2\xe2\xed\xf0\xf3\xff"
		"\xa0\x9f\xae\xbb\xbfu{}";

	switch (random_number() % 3) {
	case 0:
		return nasty[random_number() % (sizeof(nasty) - 1)];
	case 1:
		return 'a' + random_number() % 26;
	default:
		return 1 + random_number() % 255;
	}
}

static void put_hex(const char *bytes, size_t len)
{
	while (len--)
		printf("%02x", (unsigned char)*bytes++);
	putchar('\t');
}

/* Some whole characters too: plain, hidden, and one of four bytes that is hidden */
static void fill(char *bytes, size_t len)
{
	static const char *const whole[] = { "\xc3\xa9", "\xe2\x82\xac", "\xe2\x80\xae",
		"\xf0\x9f\x98\x80", "\xf3\xa0\x82\x80", "\xed\xa0\xbd", "\\ufffd" };
	size_t i;

	for (i = 0; i < len; i++) {
		const char *text = whole[random_number() % 7];
		size_t size = strlen(text);

		bytes[i] = random_byte();
		if (random_number() % 8 || size > len - i)
			continue;
		memcpy(bytes + i, text, size);
		i += size - 1;
	}
}

static void show(struct proclook_watch *watch, struct proclook_event *event)
{
	static char comm[16], path[300], args[300], json[8192];
	struct sample sample = sample_exec;
	size_t cuts = random_number() % 5;

	memset(comm, 0, sizeof(comm));
	fill(comm, random_number() % 16);
	sample.comm = comm;
	sample.path_len = random_number() % sizeof(path);
	fill(path, sample.path_len);
	sample.path = path;
	sample.args_len = 1 + random_number() % (sizeof(args) - 1);
	fill(args, sample.args_len);
	while (cuts--)
		args[random_number() % sample.args_len] = '\0';
	args[sample.args_len - 1] = '\0';
	sample.args = args;
	sample.args_total = sample.args_len;
	fake_event(&sample);
	if (proclook_watch_read(watch, event) != 1 ||
	    proclook_event_format_json(event, json, sizeof(json)) >= (ssize_t)sizeof(json))
		exit(EXIT_FAILURE);
	put_hex(comm, strlen(comm));
	put_hex(path, sample.path_len);
	put_hex(args, sample.args_len);
	puts(json);
}

int main(int argc, char **argv)
{
	int count = argc > 1 ? atoi(argv[1]) : 1;
	struct proclook_watch *watch;
	struct proclook_event *event;

	fake_reset();
	watch = proclook_watch_open("process", PROCLOOK_WAIT_DEVICE);
	event = proclook_event_new();
	while (count--)
		show(watch, event);
	proclook_event_free(event);
	proclook_watch_close(watch);
	return EXIT_SUCCESS;
}
