/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A kernel and a udev of one named event, for programs that are linked with
 * them in place of the real ones.  The rules are those of the module: a
 * notification only after somebody has read "signal", an attribute that was never
 * read is ready, a node is ready if its watcher has not seen the newest record.
 */
#ifndef FAKE_H
#define FAKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <linux/proclook.h>

#define FAKE_NODE	"/dev/proclook/process"
#define FAKE_SYSPATH	"/sys/class/proclook/process"
#define FAKE_ATTRIBUTE	FAKE_SYSPATH "/signal"

/* More than PROCLOOK_RECORD_MAX: what a later module may send */
#define FAKE_RECORD_MAX	65536

/* Most records that the history has */
#define FAKE_KEEP_MAX	4096

struct sample;

/*
 * The machine; tests set what they like
 * @present: there is a device
 * @node_error, @attribute_error, @map_error: errno of open(2), mmap(2); for good
 * @ioctl_error, @pread_error, @read_error, @lseek_error: errno of the next call; once
 * @connect_error: errno of connect(2) to the journal; for good
 * @journal_error: errno of the next entry; once
 * @short_pread: the attribute has no content
 * @wrong_rdev: the node leads to another device
 * @own_only: the node lets in only those who see their own processes, of uid 1000
 * @map_fd: what mmap(2) of the node gives; 0: a history without a record
 * @initialized: udev has finished the device
 * @life: of the device; each fake_back() begins another
 * @monitor_fd: eventfd that counts the udev events that nobody has taken yet; 0
 *	while nobody listens
 * @keep: how many records the history has
 * @read_records: most records that one read(2) gives
 * @processes, @process_count: what LIST finds, in the order of their pids
 * @list_records: most of them that one LIST gives
 * @spoil_list: may change what LIST gives
 * @steps: what was called, a letter each: N open node, A open attribute, a
 *	acknowledge, f fetch, p poll, r read, l lseek, F filter, L list, c close
 * @before: called before each step with its letter
 * @asleep: called instead of sleeping; false: let the time pass
 * @open_files: descriptors that are not closed
 */
struct fake {
	bool present;
	int node_error;
	int attribute_error;
	int map_error;
	int ioctl_error;
	int pread_error;
	int read_error;
	int lseek_error;
	int connect_error;
	int journal_error;
	bool short_pread;
	bool wrong_rdev;
	bool own_only;
	int map_fd;
	bool initialized;
	int life;
	int monitor_fd;
	int monitor_error;

	uint64_t generation;
	uint64_t seq;
	uint64_t notified;
	bool armed;
	size_t size;
	char record[FAKE_RECORD_MAX] __attribute__((aligned(8)));

	uint64_t keep;
	size_t read_records;

	const struct sample *processes;
	size_t process_count;
	size_t list_records;
	void (*spoil_list)(struct proclook_list *list);

	int64_t monotonic_ns;
	int64_t boottime_ns;
	int64_t realtime_ns;

	char steps[256];
	void (*before)(char step);
	bool (*asleep)(void);
	int sleeps;
	int open_files;
	bool without_cloexec;
};

extern struct fake fake;

void fake_reset(void);

/* Another place for what the program looks for in /sys, /dev, /lib and /run */
const char *fake_path(const char *path, char *room, size_t size);

void fake_uevent(void);
void fake_gone(void);
void fake_back(void);

/* What a test says of a record; strings may have any byte */
struct sample {
	int type;
	uint32_t flags;
	int status;
	int pid, tid, ppid;
	uint32_t uid, gid;
	uint64_t time_ns, start_ns, parent_start_ns;
	uint64_t thread_start_ns, image_start, image_size, lost;
	const char *comm;
	const char *path;
	size_t path_len;
	const char *args;
	size_t args_len;
	uint32_t args_total;
	/* Bytes that a later module has behind the header that we know */
	size_t extra_header;
};

extern const struct sample sample_exec, sample_exit, sample_fork, sample_thread,
	sample_image;

/* Makes a record in FAKE_RECORD_MAX bytes; its size */
size_t fake_make(const struct sample *sample, uint64_t seq, char *bytes);

/* A record of the history, to be spoilt */
struct proclook_record *fake_kept(uint64_t seq);

/* Publishes the record as it is, after seq was put in; then wakes */
void fake_publish(void);
void fake_fill(const struct sample *sample);
void fake_event(const struct sample *sample);

struct proclook_record *fake_record(void);

#endif /* FAKE_H */
