// SPDX-License-Identifier: GPL-2.0-or-later
/* Records that make no sense, each field wrong in turn, and then at random */
#include <errno.h>
#include <tap.h>

#include "watcher.h"

#define HEADER		sizeof(struct proclook_record)

static void poke(size_t offset, size_t size, uint64_t value)
{
	memcpy(fake.record + offset, &value, size);
}

/* A good record, made new to the watcher, whose seq stays what the test says */
static void prepare(const struct sample *sample)
{
	take(sample);
	fake.generation++;
}

static void test_bad(const char *what, size_t offset, size_t size, uint64_t value)
{
	prepare(&sample_exec);
	poke(offset, size, value);
	errno = 0;
	is(proclook_watch_read(watch, event), -1, "%s = %#jx", what, (uintmax_t)value);
	is(errno, EPROTO, "%s = %#jx: EPROTO", what, (uintmax_t)value);
	is_str(proclook_event_get_path(event), "/usr/bin/ls", "the event is as it was");
}

static void test_good(const char *what, size_t offset, size_t size, uint64_t value)
{
	prepare(&sample_exec);
	poke(offset, size, value);
	is(proclook_watch_read(watch, event), 1, "%s = %#jx is fine", what,
	   (uintmax_t)value);
}

#define SIZE_OF(name)	sizeof(((struct proclook_record *)0)->name)
#define bad_field(name, value) \
	test_bad(#name, offsetof(struct proclook_record, name), SIZE_OF(name), value)
#define good_field(name, value) \
	test_good(#name, offsetof(struct proclook_record, name), SIZE_OF(name), value)

/* The exec record: 11 bytes of path, 14 of arguments, a NUL behind each */
static void test_fields(void)
{
	size_t used = HEADER + 12 + 15;
	size_t i;

	bad_field(size, 0);
	bad_field(size, HEADER);
	bad_field(size, fake.size - 8);
	bad_field(size, fake.size + 8);
	bad_field(size, fake.size + 1);
	bad_field(size, UINT32_MAX);
	bad_field(type, 0);
	bad_field(header_size, 0);
	bad_field(header_size, HEADER - 8);
	bad_field(header_size, HEADER + 1);
	bad_field(header_size, HEADER + 8);
	bad_field(header_size, fake.size);
	bad_field(header_size, UINT16_MAX);
	bad_field(header_size, 65528);
	bad_field(seq, 0);
	bad_field(path_len, 10);
	bad_field(path_len, 12);
	bad_field(path_len, 0);
	bad_field(path_len, fake.size - HEADER);
	bad_field(path_len, UINT32_MAX);
	bad_field(path_len, UINT32_MAX - 1);
	bad_field(args_len, 15);
	bad_field(args_len, UINT32_MAX);
	bad_field(args_len, 0);
	bad_field(args_total, 13);
	test_bad("NUL in the path", HEADER + 3, 1, 0);
	test_bad("no NUL behind the path", HEADER + 11, 1, 'x');
	test_bad("no NUL behind the arguments", HEADER + 12 + 14, 1, 'x');
	for (i = used; i < fake.size; i++)
		test_bad("padding", i, 1, 1);
	prepare(&sample_exec);
	memset(fake_record()->comm, 'x', sizeof(fake_record()->comm));
	errno = 0;
	is(proclook_watch_read(watch, event), -1, "comm without NUL");
	is(errno, EPROTO, "comm without NUL: EPROTO");
}

static void test_sizes(void)
{
	static const size_t sizes[] = { 1, 8, HEADER - 8, HEADER, HEADER + 1, HEADER + 4 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		prepare(&sample_fork);
		fake.size = sizes[i];
		fake_record()->size = sizes[i];
		errno = 0;
		is(proclook_watch_read(watch, event), -1, "%zu bytes", sizes[i]);
		is(errno, EPROTO, "%zu bytes: EPROTO", sizes[i]);
	}
}

static void refused(const char *what)
{
	errno = 0;
	is(proclook_watch_read(watch, event), -1, "%s", what);
	is(errno, EPROTO, "%s: EPROTO", what);
}

/* What an earlier record left in both buffers looks like the missing rest */
static void leave_rest(char fill)
{
	static char path[1000];
	struct sample large = sample_exec;
	int i;

	memset(path, fill, sizeof(path));
	large.path = path;
	large.path_len = sizeof(path);
	large.args_len = 0;
	large.args_total = 0;
	for (i = 0; i < 2; i++)
		take(&large);
	fake_event(&large);
}

/* Wrong only in that the strings go on behind the end of the record */
static void test_beyond(void)
{
	leave_rest('x');
	fake.size = HEADER + 64;
	fake_record()->size = fake.size;
	refused("a path that goes on behind the record");

	leave_rest('x');
	fake.size = HEADER + 64;
	fake_record()->size = fake.size;
	fake.record[HEADER] = '\0';
	fake_record()->path_len = 0;
	fake_record()->args_len = 999;
	fake_record()->args_total = 999;
	refused("arguments that go on behind the record");

	leave_rest('x');
	fake.size = HEADER + 64;
	fake_record()->size = fake.size;
	fake_record()->path_len = 63;
	fake.record[HEADER + 63] = '\0';
	refused("no room for the arguments' NUL");
}

static void test_odd_header(void)
{
	struct sample odd = sample_exec;

	odd.extra_header = 4;
	fake_event(&odd);
	refused("a header that is not a multiple of 8");
}

/* What later modules may do, or what is nobody's business */
static void test_tolerated(void)
{
	struct sample later = sample_exec;

	good_field(type, 4);
	good_field(type, UINT16_MAX);
	good_field(flags, UINT32_MAX);
	good_field(thread_start_ns, UINT64_MAX);
	good_field(image_start, UINT64_MAX);
	good_field(image_size, UINT64_MAX);
	good_field(lost, UINT64_MAX);
	good_field(args_total, UINT32_MAX);
	good_field(pid, UINT32_MAX);
	good_field(time_ns, UINT64_MAX);
	good_field(start_ns, UINT64_MAX);
	good_field(exit_status, UINT32_MAX);
	later.extra_header = 16;
	fake_event(&later);
	is(proclook_watch_read(watch, event), 1, "a longer header");
	is_str(proclook_event_get_path(event), "/usr/bin/ls", "the path is found behind it");
	is_str(proclook_event_next_arg(event, NULL), "ls", "and the arguments");
}

static void step_through(const char *args, size_t len, const char *wanted)
{
	struct sample sample = sample_exec;
	const char *arg = NULL;
	char joined[256] = "";
	FILE *file = fmemopen(joined, sizeof(joined), "w");
	size_t got;

	sample.args = args;
	sample.args_len = len;
	sample.args_total = len;
	fake_event(&sample);
	is(proclook_watch_read(watch, event), 1, "%zu bytes of arguments", len);
	while ((arg = proclook_event_next_arg(event, arg)))
		fprintf(file, "<%s>", arg);
	fclose(file);
	is_str(joined, wanted, "are %s", wanted);
	proclook_event_get_args(event, &got);
	is(got, len, "and have their length");
}

static void test_args(void)
{
	step_through("", 0, "");
	step_through("\0", 1, "<>");
	step_through("a", 1, "<a>");
	step_through("a\0", 2, "<a>");
	step_through("a\0b", 3, "<a><b>");
	step_through("a\0\0", 3, "<a><>");
	step_through("\0\0a\0", 4, "<><><a>");
	step_through("ls\0-l\0my file\0", 14, "<ls><-l><my file>");
}

/* An own generator: the same numbers on every machine */
static uint64_t random_number(void)
{
	static uint64_t state = 88172645463325252;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

static void use(void)
{
	char text[512];
	const char *arg = NULL;
	size_t bytes = 0;

	if (!proclook_event_get_record(event))
		return;
	while ((arg = proclook_event_next_arg(event, arg)))
		bytes += strlen(arg);
	if (proclook_event_format(event, "%a%A%b%B%c%d%D%e%f%g%G%i%k%l%L%m%N%p%P%s%S%t%T%u%x%Z",
				  text, random_number() % sizeof(text)) <= 0 ||
	    proclook_event_format(event, NULL, NULL, 0) <= 0 ||
	    proclook_event_format_json(event, text, random_number() % sizeof(text)) <= 0 ||
	    bytes > fake.size)
		ok(false, "an accepted record can be shown");
}

/* What is accepted must be safe to use; ASan and UBSan are the judges */
static void test_random(void)
{
	int accepted = 0, refused = 0;
	int i;

	for (i = 0; i < 200000; i++) {
		int flips = random_number() % 4;

		fake_event(random_number() % 2 ? &sample_exec : &sample_exit);
		while (flips--)
			fake.record[random_number() % fake.size] = random_number();
		fake.generation++;
		if (proclook_watch_read(watch, event) < 0)
			refused += errno == EPROTO;
		else
			accepted++;
		use();
	}
	diag("%d accepted, %d refused", accepted, refused);
	is(accepted + refused, 200000, "random records: taken, or EPROTO");
	ok(accepted > 1000 && refused > 1000, "both happened often");
}

int main(void)
{
	watcher_open(PROCLOOK_WAIT_DEVICE);
	test_fields();
	test_sizes();
	test_beyond();
	test_odd_header();
	test_tolerated();
	test_args();
	test_random();
	proclook_watch_close(watch);
	proclook_event_free(event);
	return done_testing();
}
