/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * libproclook: watch the named events of the proclook module
 *
 * A named event keeps its newest record.  A watcher that is slower than the
 * events sees gaps, never a queue, and proclook_event_missed() says
 * exactly how many records lie in one.
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

#include <stdbool.h>
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
 * @wakeups: calls of proclook_watch_read()
 * @delivered: calls that brought a record not seen before
 * @duplicates: calls that brought nothing new
 * @missed: records that came and went unseen; delivered + missed is the
 *	number of events since the watcher was opened, up to the last read
 */
struct proclook_stats {
	uint64_t wakeups;
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
 * to the watcher; on failure they stay the caller's.  What their last user had
 * acknowledged is unknown: call proclook_watch_read() once before the first poll;
 * it returns 1 if the newest record was fetched by nobody.
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
 * proclook_watch_wait() - sleep until proclook_watch_read() may have news
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
 * newest record nevertheless, or none if there was no event ever; -1 with errno
 * ENODEV: the device is gone, nothing will come any more;
 * EPROTO: the module's answer makes no sense to this library;
 * EINTR: nothing was fetched, but the signal may be acknowledged: call it
 * again before polling.  proclook_watch_wait() does not sleep until then.
 */
int proclook_watch_read(struct proclook_watch *watch,
			struct proclook_event *event);

/**
 * proclook_watch_get_stats() - what a watcher did so far
 * @watch: the watcher
 * @stats: receives it
 */
void proclook_watch_get_stats(const struct proclook_watch *watch,
			      struct proclook_stats *stats);

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
 * proclook_event_record() - the record itself
 * @event: the event
 *
 * Return: the record, or NULL if there is none
 */
const struct proclook_record *
proclook_event_record(const struct proclook_event *event);

/**
 * proclook_event_path() - the program's path
 * @event: the event
 *
 * Return: the path, "" where the record has none
 */
const char *proclook_event_path(const struct proclook_event *event);

/**
 * proclook_event_args() - all arguments in one piece
 * @event: the event
 * @len: receives their length as in proclook_record.args_len
 *
 * Return: the arguments, separated by NULs as in /proc/PID/cmdline, and followed by
 * one
 */
const char *proclook_event_args(const struct proclook_event *event,
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
 * proclook_event_missed() - how many records were missed before this one
 * @event: the event
 *
 * Return: the number of records between the one read before and this one
 */
uint64_t proclook_event_missed(const struct proclook_event *event);

/**
 * proclook_event_add_missed() - add to what proclook_event_missed() gives
 * @event: the event
 * @missed: the gaps before the events that the program left out since
 *
 * For a program that shows only some events: the gap before one that it drops
 * belongs to the next one that it shows.
 */
void proclook_event_add_missed(struct proclook_event *event, uint64_t missed);

/**
 * proclook_event_generation() - differs after every load of the module
 * @event: the event
 *
 * Return: a number.  Two records are the same event if generation and seq are equal,
 * and only then.
 */
uint64_t proclook_event_generation(const struct proclook_event *event);

/**
 * proclook_type_to_string() - the name of a type
 * @type: as in proclook_record.type
 *
 * Return: "fork", "exec", "exit"; NULL if unknown
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

/**
 * proclook_event_format() - one event as text
 * @event: the event
 * @buf: receives the text and a NUL; may be NULL if @size is 0
 * @size: size of @buf
 * @format: text with %-specifiers, see proclook(1); NULL is the default form
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
 * proclook_event_json() - one event as a JSON object on one line, no newline
 * @event: the event
 * @buf: receives the text and a NUL; may be NULL if @size is 0
 * @size: size of @buf
 *
 * Always valid JSON and UTF-8: a byte that is not UTF-8 becomes \ufffd, and
 * "flags" then has "not_utf8"; proclook_event_format() can show such bytes.
 *
 * Return: as proclook_event_format()
 */
ssize_t proclook_event_json(const struct proclook_event *event,
			    char *buf, size_t size);

/**
 * proclook_find() - call a function for each named event of this machine
 * @found: receives name ("process"), device node ("/dev/proclook/process")
 *	and sysfs directory; anything but 0 ends the search and is returned
 * @data: passed through
 *
 * Return: 0, what @found returned, or -1 with errno
 */
int proclook_find(int (*found)(const char *name, const char *node,
			       const char *syspath, void *data), void *data);

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
