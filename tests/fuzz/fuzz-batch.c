// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A hostile device that is read record by record, or asked for its processes: whatever its
 * calls give, the library takes whole records in their order, counts what lies between, and
 * leaves the event alone when it refuses
 *
 *	input: what is asked for, then one answer behind the other
 */
#include <errno.h>
#include <fcntl.h>
#include <sanitizer/asan_interface.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "fault.h"
#include "record.h"

#define GENERATION	4711

/* Nothing that an input says is asked for more often */
#define TURNS_MAX	10000

/* So much of a record that nobody can make sense of, at the end of a batch */
#define CUT_MAX		3

/*
 * What the device has done
 * @next: the number that most of its records go on with
 * @placed: the library knows from a snapshot where it stands
 * @first: the first number since then
 * @generation: what the last one said
 * @filtered: it said that it leaves out some
 * @changed: it said once that it is another one
 * @newest: number of a snapshot that was good, in this call of the library
 * @wrong: one that cannot be, likewise
 * @room: how much was too little, likewise
 */
static struct {
	struct input input;
	uint64_t next;
	bool placed;
	uint64_t first;
	uint64_t generation;
	bool filtered;
	bool changed;
	uint64_t newest;
	bool wrong;
	size_t room;
} device;

/* Small, so that an input has many; @len is what there really is of it */
static struct proclook_record *make_record(uint16_t type, uint64_t seq, size_t *len)
{
	struct proclook_record *record;

	*len = sizeof(*record) + 8;
	record = memset(room(*len), 0, *len);
	record->size = *len;
	record->header_size = sizeof(*record);
	record->type = type;
	record->seq = seq;
	memcpy((char *)(record + 1), "path", 4);
	record->path_len = 4;
	return record;
}

/* One that goes on, or nearly */
static struct proclook_record *take_next(bool event, size_t *len)
{
	unsigned int kind = take(&device.input, 1);
	struct proclook_record *record;
	struct fault fault;

	if (!event)
		record = make_record(kind == 1 ? PROCLOOK_FORK : PROCLOOK_EXISTING,
				     device.next, len);
	else if (kind % 8 == 5)
		record = make_record(PROCLOOK_LOST, device.next += kind / 8 % 4, len);
	else
		record = make_record(PROCLOOK_EXEC, device.next, len);
	if (record->type == PROCLOOK_LOST)
		record->lost = kind / 8 % 4 + 1;
	device.next += event;
	if (kind % 8 == 6)
		record->seq += take(&device.input, 1) - 128;
	if (kind % 8 == 7) {
		fault = fault_take(&device.input);
		fault_plant(&fault, record, *len);
	}
	return record;
}

static bool fails(const int *errors)
{
	unsigned int kind = device.input.left ? take(&device.input, 1) : 0xff;

	/* Behind the last answer it is gone */
	errno = !device.input.left ? ENODEV : kind >= 0xe0 ? errors[kind % 4] : 0;
	return errno;
}

/* How much it is; nobody may look behind that */
static size_t put_batch(char *buf, size_t size, bool events)
{
	unsigned int kind = take(&device.input, 1);
	unsigned int count = kind % 8;
	size_t used = 0, len = 0;

	ASAN_UNPOISON_MEMORY_REGION(buf, size);
	while (count-- && device.input.left) {
		struct proclook_record *record = take_next(events, &len);

		must(len <= size - used);
		memcpy(buf + used, record, len);
		used += len;
		free(record);
	}
	if (kind >= 0xe0 && used)
		used -= len - kind / 8 % (CUT_MAX + 1);
	ASAN_POISON_MEMORY_REGION(buf + used, size - used);
	return used;
}

/* What the library learns from a snapshot without a fault */
static void note_snapshot(const struct proclook_snapshot *arg, uint64_t seq)
{
	device.filtered |= arg->state & PROCLOOK_SNAPSHOT_FILTERED;
	device.changed |= device.placed && arg->generation != device.generation;
	device.generation = arg->generation;
	device.newest = seq;
	if (device.placed)
		return;
	device.wrong = !device.filtered && !(arg->state & PROCLOOK_SNAPSHOT_SEEN) &&
		       arg->missed >= seq;
	device.placed = !device.wrong;
	device.first = arg->state & PROCLOOK_SNAPSHOT_SEEN ? seq + 1 : seq - arg->missed;
}

/* Of one that lies a little ahead of what read() gives next */
static int snapshot(struct proclook_snapshot *arg)
{
	static const int errors[] = { ENODATA, EINTR, EMSGSIZE, EOVERFLOW };
	char *buf = (char *)(uintptr_t)arg->buf;
	unsigned int kind = take(&device.input, 1);
	struct proclook_record *record;
	size_t len;

	must(!arg->flags && !arg->reserved[0] && !arg->reserved[1]);
	arg->state = kind >= 0xe0 ? kind & 3 : 0;
	arg->generation = GENERATION + (kind >= 0xf8);
	arg->missed = kind & 8 ? take(&device.input, 2) : kind % 4;
	arg->record_size = take(&device.input, 2) * 8;
	if (fails(errors)) {
		device.filtered |= errno == EOVERFLOW && arg->state & 2;
		device.changed |= errno == EOVERFLOW;
		return -1;
	}
	record = make_record(PROCLOOK_EXEC, device.next + kind % 4, &len);
	memcpy(buf, record, len);
	arg->record_size = len;
	note_snapshot(arg, record->seq);
	free(record);
	return 0;
}

static int list(struct proclook_list *arg)
{
	static const int errors[] = { EMSGSIZE, EINTR, EMSGSIZE, ENOMEM };
	char *buf = (char *)(uintptr_t)arg->buf;
	unsigned int kind = take(&device.input, 1);

	must(!arg->flags && !arg->reserved[0] && !arg->reserved[1]);
	must(arg->buf_size > device.room);
	arg->record_size = take(&device.input, 2) * 8;
	if (fails(errors)) {
		device.room = errno == EMSGSIZE ? arg->buf_size : 0;
		return -1;
	}
	arg->generation = GENERATION;
	arg->next_pid = take(&device.input, 4);
	arg->used = put_batch(buf, arg->buf_size, false);
	arg->state = kind & 1;
	if (kind < 0xf0)
		return 0;
	arg->used = take(&device.input, kind & 2 ? 2 : 4);
	/* Behind what it gave, there may be what it gave the last time */
	if (arg->used <= arg->buf_size)
		ASAN_UNPOISON_MEMORY_REGION(buf, arg->used);
	return 0;
}

int __wrap_ioctl(int fd, unsigned long request, ...);
int __wrap_ioctl(int fd, unsigned long request, ...)
{
	va_list ap;
	void *arg;

	va_start(ap, request);
	arg = va_arg(ap, void *);
	va_end(ap);
	must(fd >= 0);
	if (request == PROCLOOK_IOC_LIST)
		return list(arg);
	must(request == PROCLOOK_IOC_SNAPSHOT);
	return snapshot(arg);
}

ssize_t __wrap_read(int fd, void *buf, size_t size);
ssize_t __wrap_read(int fd, void *buf, size_t size)
{
	static const int errors[] = { EAGAIN, EINTR, EINVAL, ENOMEM };

	must(fd >= 0 && size >= PROCLOOK_RECORD_MAX && size > device.room);
	if (!fails(errors))
		return put_batch(buf, size, true);
	device.room = errno == EINVAL ? size : 0;
	return -1;
}

off_t __wrap_lseek(int fd, off_t offset, int whence);
off_t __wrap_lseek(int fd, off_t offset, int whence)
{
	static const int errors[] = { EINVAL, EINTR, ENODATA, EINVAL };

	must(fd >= 0 && whence == SEEK_SET);
	if (fails(errors))
		return -1;
	if (take(&device.input, 1) >= 0xf0)
		return offset + 1;
	device.next = offset;
	return offset;
}

static bool is_same(const struct proclook_event *a, const struct proclook_event *b)
{
	return a->buf == b->buf && a->buf_size == b->buf_size &&
	       a->filled == b->filled && a->path == b->path && a->args == b->args &&
	       a->generation == b->generation && a->missed == b->missed;
}

/* A whole record, which nothing of the device's memory is left of */
static void check_event(const struct proclook_event *event)
{
	const struct proclook_record *record = proclook_event_get_record(event);
	struct proclook_event again = *event;

	must(record);
	must(!pl_event_check(&again, record->size));
	must(strlen(proclook_event_get_path(event)) == record->path_len);
}

/* What the library must have counted */
struct ledger {
	bool any;
	uint64_t seq;
	uint64_t given_missed;
	struct proclook_stats stats;
};

static void count(struct ledger *ledger, const struct proclook_event *event)
{
	const struct proclook_record *record = proclook_event_get_record(event);
	uint64_t missed = proclook_event_get_missed(event);

	check_event(event);
	ledger->stats.delivered++;
	ledger->given_missed += missed;
	if (ledger->any && !device.changed)
		must(record->seq > ledger->seq);
	if (!device.filtered && !device.changed)
		must(record->seq - missed == (ledger->any ? ledger->seq + 1 : device.first));
	ledger->any = true;
	ledger->seq = record->seq;
}

static void next_once(struct proclook_watch *watch, struct proclook_event *event,
		      struct ledger *ledger)
{
	const struct proclook_event before = *event;
	struct proclook_stats stats;
	int ret;

	device.newest = 0;
	device.wrong = false;
	device.room = 0;
	errno = 0;
	ret = proclook_watch_next(watch, event);
	must(!device.wrong || (ret < 0 && errno == EPROTO));
	/* What is known already is nothing new, and no reason to look further */
	if (device.newest && ledger->any && device.newest <= ledger->seq)
		must(device.filtered || device.changed || !ret);
	must(ret >= -1 && ret <= 1);
	must(++ledger->stats.reads < TURNS_MAX);
	ledger->stats.duplicates += !ret;
	must(ret == 1 || is_same(&before, event));
	if (ret == 1)
		count(ledger, event);
	proclook_watch_get_stats(watch, &stats, sizeof(stats));
	must(stats.missed >= ledger->given_missed);
	ledger->stats.missed = stats.missed;
	must(!memcmp(&stats, &ledger->stats, sizeof(stats)));
	/* Nothing is ever ready, but who was refused has to look again */
	must(ret == 1 || proclook_watch_wait(watch, 0) == (ret < 0));
}

static void list_all(struct proclook_watch *watch, struct proclook_event *event)
{
	struct proclook_processes *processes = proclook_processes_new(watch);
	int ret, turns = 0;

	must(processes);
	do {
		const struct proclook_event before = *event;

		device.room = 0;
		ret = proclook_processes_next(processes, event);
		must(ret == 1 || is_same(&before, event));
		must(++turns < TURNS_MAX);
		if (ret != 1)
			continue;
		check_event(event);
		must(proclook_event_get_record(event)->type == PROCLOOK_EXISTING);
	} while (ret == 1 || (ret < 0 && device.input.left));
	if (!ret)
		must(proclook_processes_next(processes, event) == 0);
	(void)proclook_processes_get_seq(processes);
	proclook_processes_free(processes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct proclook_watch *watch;
	struct proclook_event *event;
	struct ledger ledger = { 0 };
	bool lists;

	memset(&device, 0, sizeof(device));
	device.input = (struct input){ data, size };
	lists = take(&device.input, 1) & 1;
	device.next = 1 + take(&device.input, 1);
	watch = proclook_watch_new_from_fds(-1, open("/dev/null", O_RDONLY | O_CLOEXEC));
	event = proclook_event_new();
	must(watch && event);
	if (lists)
		list_all(watch, event);
	while (!lists && device.input.left)
		next_once(watch, event, &ledger);
	proclook_watch_close(watch);
	proclook_event_free(event);
	return 0;
}
