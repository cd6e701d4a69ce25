// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A hostile device: whatever its ioctl answers, the library takes just what
 * proclook.h allows, never looks behind it, counts as it should, and leaves the
 * event alone when it refuses.
 *
 *	input: what the device has done, one answer behind the other, see take_answer()
 */
#include <errno.h>
#include <fcntl.h>
#include <sanitizer/asan_interface.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fault.h"
#include "record.h"
#include "text.h"

/* Behind it, libproclook believes no size */
#define LARGEST	1048576U

/*
 * struct answer - what one ioctl gives
 * @error: its errno; 0 with a record
 * @bytes, @len: what it puts into the buffer, as far as there is room
 * @declared: the size that it says the record has
 */
struct answer {
	int error;
	char *bytes;
	size_t len;
	uint32_t declared;
	uint64_t generation;
	uint64_t missed;
	uint32_t state;
};

/* The last one given, and where */
static struct input device;
static struct answer given;
static struct proclook_snapshot asked;
static size_t ioctls;

/* Nearly good ones, most of all: the others are refused at once */
static void take_spoilt(struct input *input, unsigned int count,
			struct answer *answer)
{
	struct fault faults[2];
	struct proclook_record *record;
	unsigned int i;

	for (i = 0; i < count; i++)
		faults[i] = fault_take(input);
	record = take_record(input);
	answer->bytes = (char *)record;
	answer->len = record->size;
	answer->declared = record->size;
	for (i = 0; i < count; i++)
		answer->declared += fault_plant(&faults[i], record, answer->len);
}

/* Not all that is refused comes with a size that could be true */
static bool take_error(struct input *input, unsigned int kind, struct answer *answer)
{
	static const int errors[] = { ENODATA, EMSGSIZE, EINTR, EMSGSIZE, ENODEV, EMSGSIZE,
		EOVERFLOW, EMSGSIZE };

	if ((kind & 0xe0) != 0xe0)
		return false;
	answer->error = errors[kind % 8];
	answer->declared = take(input, 2) * 32;
	return true;
}

static void take_answer(struct input *input, struct answer *answer)
{
	unsigned int kind;

	/* Behind the last answer it is gone */
	*answer = (struct answer){ .error = ENODEV };
	if (!input->left)
		return;
	*answer = (struct answer){ 0 };
	kind = take(input, 1);
	answer->state = take(input, 1);
	answer->generation = take(input, 1);
	answer->missed = take(input, kind & 0x40 ? 8 : 1);
	if (take_error(input, kind, answer))
		return;
	if (kind % 32 >= 4) {
		/* Mostly one fault: beside another, few show */
		take_spoilt(input, (1 + (kind & 3)) / 2, answer);
		return;
	}
	answer->len = take_up_to(input, 255);
	answer->bytes = take_bytes(input, &answer->len);
	answer->declared = take(input, 4);
}

/* What is in the buffer behind the record is nobody's business */
static void hide_rest(void)
{
	size_t used = given.error ? 0 : given.declared;

	if (used < asked.buf_size)
		ASAN_POISON_MEMORY_REGION((char *)(uintptr_t)asked.buf + used,
					  asked.buf_size - used);
}

int __wrap_ioctl(int fd, unsigned long request, ...);
int __wrap_ioctl(int fd, unsigned long request, ...)
{
	struct proclook_snapshot *snapshot;
	va_list ap;

	va_start(ap, request);
	snapshot = va_arg(ap, struct proclook_snapshot *);
	va_end(ap);
	must(fd >= 0 && request == PROCLOOK_IOC_SNAPSHOT && !snapshot->flags);
	must(!snapshot->reserved[0] && !snapshot->reserved[1]);

	/* Asked again only where more room may help */
	must(!ioctls || (given.error == EMSGSIZE && given.declared <= LARGEST &&
			 given.declared > asked.buf_size));
	asked = *snapshot;
	ioctls++;
	ASAN_UNPOISON_MEMORY_REGION((char *)(uintptr_t)asked.buf, asked.buf_size);
	free(given.bytes);
	take_answer(&device, &given);
	if (given.bytes)
		memcpy((char *)(uintptr_t)asked.buf, given.bytes,
		       given.len < asked.buf_size ? given.len : asked.buf_size);
	snapshot->record_size = given.declared;
	snapshot->generation = given.generation;
	snapshot->missed = given.missed;
	snapshot->state = given.state;
	hide_rest();
	errno = given.error;
	return errno ? -1 : 0;
}

static bool is_nul(const char *bytes, uint64_t from, uint64_t to)
{
	while (from < to)
		if (bytes[from++])
			return false;
	return true;
}

/* By proclook.h; the buffer that was filled is looked at, as the library must */
static bool is_good(const char *bytes, size_t room_for_it)
{
	struct proclook_record r;
	uint64_t path, args;

	if (given.declared > room_for_it || given.declared < sizeof(r))
		return false;
	memcpy(&r, bytes, sizeof(r));
	path = r.header_size;
	args = path + r.path_len + 1;
	return r.size == given.declared && !(r.size & 7) && !(r.header_size & 7) &&
	       r.header_size >= sizeof(r) && r.type &&
	       (r.seq || r.type == PROCLOOK_EXISTING) &&
	       args + r.args_len + 1 <= r.size && r.args_len <= r.args_total &&
	       memchr(r.comm, '\0', sizeof(r.comm)) &&
	       !memchr(bytes + path, '\0', r.path_len) && !bytes[args - 1] &&
	       is_nul(bytes, args + r.args_len, r.size);
}

/* Only where it is safe to say what the answer must be */
static int expected_error(void)
{
	const char *bytes = (const char *)(uintptr_t)asked.buf;

	if (given.error == ENODATA || given.error == EOVERFLOW)
		return 0;
	if (given.error)
		return given.error == EMSGSIZE ? EPROTO : given.error;
	return is_good(bytes, asked.buf_size) ? 0 : EPROTO;
}

static ssize_t to_json(const void *what, char *buf, size_t size)
{
	return proclook_event_format_json(what, buf, size);
}

static ssize_t to_text(const void *what, char *buf, size_t size)
{
	static const char all[] =
		"%a%A%b%B%c%d%D%e%f%g%G%i%k%l%L%m%N%p%P%s%S%t%T%u%U%x%Z";

	return proclook_event_format(what, all, buf, size);
}

static size_t size_of_args(const struct proclook_event *event)
{
	const char *arg = NULL;
	size_t size = 0;

	while ((arg = proclook_event_next_arg(event, arg)))
		size += strlen(arg) + 1;
	return size;
}

/* Everything that looks at a record; ASan and UBSan judge most of it */
static void use(const struct proclook_event *event)
{
	const struct proclook_record *record = proclook_event_get_record(event);
	size_t len, args_len;
	const char *args = proclook_event_get_args(event, &args_len);
	char *text;

	must(strlen(proclook_event_get_path(event)) == (record ? record->path_len : 0));
	must(!args[args_len]);
	must(args_len == (record ? record->args_len : 0));
	/* The last argument may lack a NUL within that length */
	must(size_of_args(event) == args_len ||
	     (args[args_len - 1] && size_of_args(event) == args_len + 1));
	if (!record)
		return;
	text = render(to_text, event, &len);
	must(is_fit(text, len));
	free(text);
	text = render(to_json, event, &len);
	must(is_fit(text, len));
	free(text);
}

/* What the library must think of the records it took, and of those it did not get */
struct ledger {
	bool any;
	uint64_t untold;
	uint64_t generation;
	uint64_t seq;
	struct proclook_stats stats;
};

static void count(struct ledger *ledger, int ret, const struct proclook_event *event)
{
	const struct proclook_record *record = proclook_event_get_record(event);
	bool new = false;

	if (record) {
		new = ledger->any ? ledger->generation != given.generation ||
				    ledger->seq != record->seq :
				    !(given.state & PROCLOOK_SNAPSHOT_SEEN);
		ledger->any = true;
		ledger->generation = given.generation;
		ledger->seq = record->seq;
	}
	must(ret == new);
	if (new || given.error == EOVERFLOW) {
		ledger->untold += given.missed;
		ledger->stats.missed += given.missed;
	}
	must(proclook_event_get_missed(event) == (new ? ledger->untold : 0));
	ledger->untold = new ? 0 : ledger->untold;
	must(proclook_event_get_generation(event) == (record ? given.generation : 0));
	ledger->stats.delivered += new;
	ledger->stats.duplicates += !new;
}

static bool is_same(const struct proclook_event *a, const struct proclook_event *b)
{
	return a->buf == b->buf && a->buf_size == b->buf_size &&
	       a->filled == b->filled && a->path == b->path && a->args == b->args &&
	       a->generation == b->generation && a->missed == b->missed;
}

static void read_once(struct proclook_watch *watch, struct proclook_event *event,
		      struct ledger *ledger)
{
	const struct proclook_event before = *event;
	struct proclook_stats stats;
	int ret, error;

	ioctls = 0;
	errno = 0;
	ret = proclook_watch_read(watch, event);
	error = ret < 0 ? errno : 0;
	must(ioctls >= 1);
	must(error == expected_error());
	ledger->stats.reads++;
	if (ret < 0) {
		must(is_same(&before, event));
	} else {
		must(!proclook_event_get_record(event) == !!given.error);
		count(ledger, ret, event);
	}
	use(event);
	proclook_watch_get_stats(watch, &stats, sizeof(stats));
	must(!memcmp(&stats, &ledger->stats, sizeof(stats)));
	must(proclook_watch_wait(watch, 0) == (ret < 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ledger ledger = { 0 };
	struct proclook_watch *watch;
	struct proclook_event *event;

	device = (struct input){ data, size };
	/* Nothing is ever ready in it */
	watch = proclook_watch_new_from_fds(-1, open("/dev/null", O_RDONLY | O_CLOEXEC));
	event = proclook_event_new();
	must(watch && event);
	do {
		read_once(watch, event, &ledger);
	} while (device.left);
	proclook_watch_close(watch);
	proclook_event_free(event);
	free(given.bytes);
	given.bytes = NULL;
	return 0;
}
