/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * libproclook: watch the named events of the proclook module
 *
 * A named event keeps its newest record, and a bounded history.  A program either
 * takes the newest record alone (proclook_watch_read()) or one after the other
 * (proclook_watch_next()); where it was too slow for that, proclook_event_get_missed()
 * says exactly how many records it will never see.
 *
 * Errors: functions that return a pointer return NULL, functions that return an
 * int return -1; errno is set.
 * Lifetime: what a function returns as const pointer belongs to its object
 * and is good until the object is freed or filled again.
 * Threads: one object may be used by one thread at a time; there is no
 * global state.
 * Signals: no handlers are installed; waits return -1 with EINTR.
 * Descriptors are opened with O_CLOEXEC.  Nothing is ever printed.
 */
#ifndef PROCLOOK_H
#define PROCLOOK_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include <linux/proclook.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One watcher of one named event */
struct proclook_watch;

/* Room for one record, and what is known about it */
struct proclook_event;

/* Tells when a named event's device comes */
struct proclook_monitor;

/* The history of one named event, mapped into memory */
struct proclook_mapping;

/* The processes there are */
struct proclook_processes;

/**
 * enum proclook_wait_on - what a watcher polls
 * @PROCLOOK_WAIT_ATTRIBUTE: the sysfs attribute "signal"; many events that come
 *	in a burst cost the system one notification
 * @PROCLOOK_WAIT_DEVICE: the device node
 */
enum proclook_wait_on {
	PROCLOOK_WAIT_ATTRIBUTE	= 1,
	PROCLOOK_WAIT_DEVICE	= 2,
};

/**
 * struct proclook_stats - what a watcher did so far
 * @reads: calls of proclook_watch_read() and proclook_watch_next(), those that failed too
 * @delivered: calls that brought a record not seen before
 * @duplicates: calls that brought nothing new
 * @missed: records that came and went unseen; delivered + missed is the
 *	number of events since the watcher was opened, up to the last read
 */
struct proclook_stats {
	uint64_t reads;
	uint64_t delivered;
	uint64_t duplicates;
	uint64_t missed;
};

/**
 * proclook_watch_open() - start watching a named event
 * @name: "process", or the name of another named event
 * @wait_on: what to poll
 *
 * Events from before the call are not news: proclook_watch_read() returns 0
 * for the newest of them.  Free the watcher with proclook_watch_close().
 *
 * Return: the watcher, or NULL with errno
 * ENOENT, ENODEV, ENXIO: no such named event, is the module loaded?;
 * EACCES: the node's mode does not let the caller in;
 * EPERM: the caller is in a pid namespace other than the initial one;
 * EOPNOTSUPP: this kernel cannot tell of such events, or not now ("image" only);
 * EUSERS: the caller may see only its own processes, and has too many watchers;
 * EINVAL: @name has a slash or is empty, or @wait_on is unknown;
 * ENOMEM, EMFILE, ENFILE.
 */
struct proclook_watch *proclook_watch_open(const char *name,
					   enum proclook_wait_on wait_on);

/**
 * proclook_watch_new_from_fds() - watch through descriptors opened elsewhere
 * @attribute_fd: the attribute "signal" opened for reading, or -1 to poll the
 *	device node
 * @device_fd: the device node opened for reading
 *
 * For descriptors that were passed by another program.  On success they belong
 * to the watcher, and O_NONBLOCK is set for the node; on failure they stay the caller's.
 * What their last user had acknowledged is unknown: call proclook_watch_read() or
 * proclook_watch_next() once before the first poll; the former returns 1 if the newest
 * record was fetched by nobody.
 *
 * Return: the watcher, or NULL with errno: EBADF one is no open descriptor; ENOMEM.
 */
struct proclook_watch *proclook_watch_new_from_fds(int attribute_fd,
						   int device_fd);

/**
 * proclook_watch_close() - free a watcher
 * @watch: the watcher; NULL is fine
 *
 * errno is kept.
 */
void proclook_watch_close(struct proclook_watch *watch);

/**
 * proclook_watch_get_fd() - the descriptor to poll
 * @watch: the watcher
 *
 * Return: the descriptor, which is the watcher's: never read, seek or close it
 */
int proclook_watch_get_fd(const struct proclook_watch *watch);

/**
 * proclook_watch_get_events() - what to poll that descriptor for
 * @watch: the watcher
 *
 * Return: POLLPRI.  A sysfs attribute is always readable, so that POLLIN would make
 * an event loop spin.  epoll: EPOLLPRI; GLib: G_IO_PRI; libuv:
 * UV_PRIORITIZED.
 */
short proclook_watch_get_events(const struct proclook_watch *watch);

/**
 * proclook_watch_wait() - sleep until there may be news to read
 * @watch: the watcher
 * @timeout_ns: longest time to sleep; 0 does not sleep, less is for ever
 *
 * Return: 1 if there may be news (or the device is gone: the read says so),
 * 0 if the time is over, -1 with errno: EINTR a signal came, EBADF.
 */
int proclook_watch_wait(struct proclook_watch *watch, int64_t timeout_ns);

/**
 * proclook_watch_read() - acknowledge the signal, then fetch the newest record
 * @watch: the watcher
 * @event: receives it; unchanged on error
 *
 * In this order: a record that comes between the two steps signals again; the
 * other way round it would stay unseen until the one after it.  Never
 * waits for an event.
 *
 * Return: 1 if @event is new to this watcher; 0 if not: @event then has the
 * newest record nevertheless, or none if there was no event ever, or with a filter none
 * that the history still has; -1 with errno
 * ENODEV: the device is gone, nothing will come any more;
 * EPROTO: the module's answer makes no sense to this library;
 * EINTR: nothing was fetched, but the signal may be acknowledged: call it
 * again before polling.  proclook_watch_wait() does not sleep until then.
 */
int proclook_watch_read(struct proclook_watch *watch,
			struct proclook_event *event);

/**
 * proclook_watch_next() - acknowledge the signal, then fetch the next record
 * @watch: the watcher
 * @event: receives it; unchanged unless 1 is returned
 *
 * Gives every event since the watcher was opened, in order, from the newest record and,
 * where more lie between, from the history.  Call it until it returns 0, then wait.
 * What even the history no longer has is in proclook_event_get_missed() of the
 * record behind the gap.  Do not mix it with proclook_watch_read() on one watcher.
 * Never waits for an event.
 *
 * Return: 1 if @event is the next one; 0 if there is none yet; -1 with errno as
 * proclook_watch_read().
 */
int proclook_watch_next(struct proclook_watch *watch,
			struct proclook_event *event);

/**
 * proclook_watch_seek() - choose what proclook_watch_next() gives next
 * @watch: the watcher
 * @seq: a sequence number; 0 is the oldest record that the history has
 *
 * Records from @seq on that the history has lost count as missed.  Call
 * proclook_watch_next() afterwards, before a poll.
 *
 * Return: 0, or -1 with errno: EINVAL there is no such number yet; ENODATA there is a
 * filter, and the history no longer has the number; ENODEV.
 */
int proclook_watch_seek(struct proclook_watch *watch, uint64_t seq);

/**
 * proclook_watch_set_filter() - let only some events count for this watcher
 * @watch: the watcher
 * @filter: see linux/proclook.h
 *
 * The module tests the filter: the watcher is not even woken by other events.  It must
 * poll the device node for that, and does so from then on: call this before
 * proclook_watch_get_fd(), and once before the first wait.  Everything up
 * to now counts as seen.
 *
 * Return: 0, or -1 with errno: EINVAL the filter is not a sane one; EPERM another user's
 * processes, which this watcher may not see; EUSERS the user has too many such watchers;
 * EBUSY the watcher was polled before without a filter; ENOMEM, ENODEV.
 */
int proclook_watch_set_filter(struct proclook_watch *watch,
			      const struct proclook_filter *filter);

/**
 * proclook_watch_get_stats() - what a watcher did so far
 * @watch: the watcher
 * @stats: receives it
 * @size: sizeof(*stats): later libraries may count more, and a program that was built
 *	with more gets 0 for what the library does not count
 */
void proclook_watch_get_stats(const struct proclook_watch *watch,
			      struct proclook_stats *stats, size_t size);

/**
 * proclook_event_new() - make room for one record
 *
 * Return: the event, still without a record, or NULL with ENOMEM
 */
struct proclook_event *proclook_event_new(void);

/**
 * proclook_event_free() - free an event
 * @event: the event; NULL is fine
 */
void proclook_event_free(struct proclook_event *event);

/**
 * proclook_event_get_record() - the record itself
 * @event: the event
 *
 * Return: the record, or NULL if there is none
 */
const struct proclook_record *
proclook_event_get_record(const struct proclook_event *event);

/**
 * proclook_event_get_path() - the program's path
 * @event: the event
 *
 * Return: the path, "" where the record has none
 */
const char *proclook_event_get_path(const struct proclook_event *event);

/**
 * proclook_event_get_args() - all arguments in one piece
 * @event: the event
 * @len: receives their length as in proclook_record.args_len
 *
 * Return: the arguments, separated by NULs as in /proc/PID/cmdline, and followed by
 * one
 */
const char *proclook_event_get_args(const struct proclook_event *event,
				    size_t *len);

/**
 * proclook_event_next_arg() - step through the arguments
 * @event: the event
 * @previous: what the last call returned, NULL for the first argument
 *
 * Return: a string, perhaps empty, or NULL behind the last one
 */
const char *proclook_event_next_arg(const struct proclook_event *event,
				    const char *previous);

/**
 * proclook_event_get_missed() - how many records were missed before this one
 * @event: the event
 *
 * Return: the number of records between the one read before and this one
 */
uint64_t proclook_event_get_missed(const struct proclook_event *event);

/**
 * proclook_event_add_missed() - add to what proclook_event_get_missed() gives
 * @event: the event
 * @missed: the gaps before the events that the program left out since
 *
 * For a program that shows only some events: the gap before one that it drops
 * belongs to the next one that it shows.
 */
void proclook_event_add_missed(struct proclook_event *event, uint64_t missed);

/**
 * proclook_event_get_generation() - differs after every load of the module
 * @event: the event
 *
 * Return: a number.  Two records are the same event if generation and seq are equal,
 * and only then.  Those of type PROCLOOK_EXISTING are no events: each names a process, by
 * pid and start_ns.
 */
uint64_t proclook_event_get_generation(const struct proclook_event *event);

/**
 * proclook_type_to_string() - the name of a type
 * @type: as in proclook_record.type
 *
 * Return: "fork", "exec", "exit", "thread_create", "thread_exit", "image_load", "lost",
 * "existing"; NULL if unknown
 */
const char *proclook_type_to_string(unsigned int type);

/**
 * proclook_type_from_string() - the type of a name
 * @name: as from proclook_type_to_string()
 *
 * Return: the type, or -1 with EINVAL
 */
int proclook_type_from_string(const char *name);

/**
 * proclook_escape() - make hostile bytes fit to be shown in a terminal
 * @buf: receives the text and a NUL; may be NULL if @size is 0
 * @size: size of @buf
 * @raw: bytes chosen by somebody else
 * @len: their number
 *
 * Printable UTF-8 stays.  A backslash is doubled; control characters and bytes
 * that are not UTF-8 become \n, \t, ... or \xNN; characters that
 * reorder or hide text become \u{NNNN}.  A text that does not fit is cut
 * before the first character or escape that has no room.
 *
 * Return: length of the whole text without NUL; it was cut if that is >= @size.
 */
size_t proclook_escape(char *buf, size_t size, const char *raw, size_t len);

/*
 * The default form of proclook_event_format(): columns for people; the last one says
 * where a gap would be.  In two parts, so that a program can change the first.
 */
#define PROCLOOK_FORMAT_HEAD	"%L\t%t"
#define PROCLOOK_FORMAT_TAIL	"\t%p\t%P\t%u\t%N\t%i\tseq=%s"

/**
 * proclook_event_format() - one event as text
 * @event: the event
 * @format: text with %-specifiers, see proclook(1); NULL is the default form
 * @buf: receives the text and a NUL; may be NULL if @size is 0
 * @size: size of @buf
 *
 * %U asks the system's user database, which may take its time.
 *
 * Return: length of the whole text without NUL, cut if >= @size; -1 with
 * EINVAL for an unknown specifier or an event without a record.
 */
ssize_t proclook_event_format(const struct proclook_event *event,
			      const char *format, char *buf, size_t size);

/**
 * proclook_format_check() - would proclook_event_format() take this format?
 * @format: NULL is the default form, and fine
 *
 * Return: 0, or -1 with EINVAL
 */
int proclook_format_check(const char *format);

/**
 * proclook_event_format_json() - one event as a JSON object on one line, no newline
 * @event: the event
 * @buf: receives the text and a NUL; may be NULL if @size is 0
 * @size: size of @buf
 *
 * Always valid JSON and UTF-8: a byte that is not UTF-8 becomes \ufffd, and
 * "flags" then has "not_utf8"; proclook_event_format() can show such bytes.
 *
 * Return: as proclook_event_format()
 */
ssize_t proclook_event_format_json(const struct proclook_event *event,
				   char *buf, size_t size);

/**
 * proclook_processes_new() - begin to list the processes there are
 * @watch: a watcher of "process"; must live as long as the list
 *
 * Open the watcher first.  Who applies the events after proclook_processes_get_seq() to
 * the list, ignores exits of unknown processes, and takes (pid, start_ns) for
 * a process' identity, has the true table at every moment:
 * proclook_watch_seek(watch, proclook_processes_get_seq(list) + 1) begins there.
 *
 * Return: the list, or NULL with ENOMEM
 */
struct proclook_processes *proclook_processes_new(struct proclook_watch *watch);

/**
 * proclook_processes_free() - free a list
 * @list: the list; NULL is fine
 */
void proclook_processes_free(struct proclook_processes *list);

/**
 * proclook_processes_next() - the next process
 * @list: the list
 * @event: receives a record of type PROCLOOK_EXISTING; unchanged unless 1 is returned
 *
 * In the order of process ids.
 *
 * Return: 1 if @event has a process; 0 behind the last one; -1 with errno: EINTR call it
 * again; ENODEV, EPROTO, ENOMEM.
 */
int proclook_processes_next(struct proclook_processes *list,
			    struct proclook_event *event);

/**
 * proclook_processes_get_seq() - the newest event when the list was begun
 * @list: the list
 *
 * Return: its sequence number; 0 if there was none, or before the first
 * proclook_processes_next()
 */
uint64_t proclook_processes_get_seq(const struct proclook_processes *list);

/**
 * proclook_mapping_open() - map the history of a named event
 * @name: "process", or the name of another named event
 *
 * To read it without a system call.  It shows everything, so that it is only for those
 * who own the node, are in its group, or have CAP_SYS_PTRACE.  Begins behind the newest
 * record.  Free it with proclook_mapping_close().
 *
 * Return: the mapping, or NULL with errno as proclook_watch_open(); also EACCES: the
 * caller may see only its own processes; EPROTO: another version of the layout.
 */
struct proclook_mapping *proclook_mapping_open(const char *name);

/**
 * proclook_mapping_new_from_fd() - map through a descriptor opened elsewhere
 * @device_fd: the device node opened for reading; stays the caller's, who may close it
 *
 * Return: as proclook_mapping_open()
 */
struct proclook_mapping *proclook_mapping_new_from_fd(int device_fd);

/**
 * proclook_mapping_close() - unmap a history
 * @mapping: the mapping; NULL is fine
 */
void proclook_mapping_close(struct proclook_mapping *mapping);

/**
 * proclook_mapping_newest() - copy the newest record
 * @mapping: the mapping
 * @event: receives it; unchanged unless 1 is returned
 *
 * Return: 1; 0 if there is none yet; -1 with errno: EPROTO the memory makes no sense;
 * ENOMEM.
 */
int proclook_mapping_newest(struct proclook_mapping *mapping,
			    struct proclook_event *event);

/**
 * proclook_mapping_next() - copy the next record
 * @mapping: the mapping
 * @event: receives it, with the number of those that were overwritten before
 *	it; unchanged unless 1 is returned
 *
 * Return: as proclook_mapping_newest(); 0 if there is none yet
 */
int proclook_mapping_next(struct proclook_mapping *mapping,
			  struct proclook_event *event);

/**
 * proclook_mapping_rewind() - go to the oldest record that the history has
 * @mapping: the mapping
 */
void proclook_mapping_rewind(struct proclook_mapping *mapping);

/**
 * typedef proclook_found_fn - what proclook_find() calls for a named event
 * @name: "process"
 * @node: its device node, "/dev/proclook/process"
 * @syspath: its directory in sysfs
 * @data: as given to proclook_find()
 *
 * The strings are good until it returns.
 *
 * Return: 0 to go on; anything else ends the search and is what proclook_find() gives.
 * Take a number above 0: it cannot be mistaken for an error.
 */
typedef int (*proclook_found_fn)(const char *name, const char *node,
				 const char *syspath, void *data);

/**
 * proclook_find() - call a function for each named event of this machine
 * @found: the function
 * @data: passed through
 *
 * Return: 0, what @found returned, or -1 with errno
 */
int proclook_find(proclook_found_fn found, void *data);

/**
 * proclook_monitor_new() - be told when a named event's device is there
 * @name: the named event
 *
 * Needs a running udev; that is also what gives the node its owner and mode.
 *
 * Return: the monitor, or NULL with errno: EINVAL @name has a slash or is empty; ENOMEM,
 * or what libudev says. Free it with proclook_monitor_free().
 */
struct proclook_monitor *proclook_monitor_new(const char *name);

/**
 * proclook_monitor_free() - free a monitor
 * @monitor: the monitor; NULL is fine
 */
void proclook_monitor_free(struct proclook_monitor *monitor);

/**
 * proclook_monitor_get_fd() - what to poll for POLLIN
 * @monitor: the monitor
 *
 * Return: the descriptor
 */
int proclook_monitor_get_fd(const struct proclook_monitor *monitor);

/**
 * proclook_monitor_check() - is the device there?
 * @monitor: the monitor
 *
 * Takes what the monitor's descriptor has.  Call it once before the first poll.
 *
 * Return: 1 yes, 0 no, -1 with errno
 */
int proclook_monitor_check(struct proclook_monitor *monitor);

/**
 * proclook_version() - version of the library
 *
 * Return: a string like "0.1.0"
 */
const char *proclook_version(void);

#ifdef __cplusplus
}
#endif

#endif /* PROCLOOK_H */
