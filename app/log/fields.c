// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>
#include <sys/wait.h>
#include <syslog.h>

#include "fields.h"
#include "util.h"

/* All of it is in the other fields */
#define MESSAGE_MAX	1000

/* The catalog explains them, and proclook-log(8) lists them */
static const char *const message_ids[] = {
	[PROCLOOK_FORK]			= "d1135fb697a74679b6df1037dc5bfcb1",
	[PROCLOOK_EXEC]			= "6acf0f71cda74e6092f50cfe4bd0fd56",
	[PROCLOOK_EXIT]			= "b4c017245ab84813af458876f66891f4",
	[PROCLOOK_THREAD_CREATE]	= "ba95e447cda84343804235763ba0b976",
	[PROCLOOK_THREAD_EXIT]		= "e333911c473d4cd8814b1fe96481bfdb",
	[PROCLOOK_IMAGE_LOAD]		= "af3ae9e71ff94bc8bf81bf307ba8cc2c",
	[PROCLOOK_LOST]			= "46a3f0ab53ab45578b58199574964d69",
};

#define MESSAGE_ID_END	"3e8ee07c37cd4da8a42cef43fdc90634"

static void add_string(struct entry *entry, const char *name, const char *value)
{
	entry_add(entry, name, value, strlen(value));
}

static void add_number(struct entry *entry, const char *name, uint64_t value)
{
	entry_printf(entry, name, "%ju", (uintmax_t)value);
}

/* What all entries have, but for MESSAGE and PROCLOOK_TYPE */
static void add_head(struct entry *entry, int priority, const char *message_id,
		     uint64_t generation, uint64_t seq, uint64_t skipped)
{
	entry_printf(entry, "PRIORITY", "%d", priority);
	add_string(entry, "SYSLOG_IDENTIFIER", "proclook");
	if (message_id)
		add_string(entry, "MESSAGE_ID", message_id);
	add_number(entry, "PROCLOOK_GENERATION", generation);
	add_number(entry, "PROCLOOK_SEQ", seq);
	add_number(entry, "PROCLOOK_SKIPPED", skipped);
}

/* A type of a later module has no id */
static const char *message_id(const struct proclook_record *record)
{
	return record->type < ARRAY_SIZE(message_ids) ? message_ids[record->type] : NULL;
}

static void add_process(struct entry *entry, const struct proclook_record *record)
{
	entry_printf(entry, "PROCLOOK_PID", "%d", record->pid);
	if (record->tid != record->pid)
		entry_printf(entry, "PROCLOOK_TID", "%d", record->tid);
	entry_printf(entry, "PROCLOOK_PPID", "%d", record->ppid);
	entry_printf(entry, "PROCLOOK_UID", "%u", record->uid);
	entry_printf(entry, "PROCLOOK_GID", "%u", record->gid);
	add_number(entry, "PROCLOOK_TIME_NS", record->time_ns);
	add_number(entry, "PROCLOOK_START_NS", record->start_ns);
	/* Bytes as they are: the journal takes any */
	add_string(entry, "PROCLOOK_COMM", record->comm);
}

static void add_program(struct entry *entry, const struct proclook_event *event)
{
	const struct proclook_record *record = proclook_event_get_record(event);

	if (record->path_len)
		entry_add(entry, "PROCLOOK_PATH", proclook_event_get_path(event),
			  record->path_len);
	if (record->args_total)
		entry_add_event(entry, "PROCLOOK_ARGS", event, "%a", SIZE_MAX);
}

/* As a shell would have seen it */
static void add_status(struct entry *entry, int status)
{
	if (!WIFSIGNALED(status)) {
		entry_printf(entry, "PROCLOOK_STATUS", "%d", WEXITSTATUS(status));
		return;
	}
	entry_printf(entry, "PROCLOOK_STATUS", "%d", 128 + WTERMSIG(status));
	entry_printf(entry, "PROCLOOK_SIGNAL", "%d", WTERMSIG(status));
	if (WCOREDUMP(status))
		add_string(entry, "PROCLOOK_CORE", "1");
}

static bool is_end(const struct proclook_record *record)
{
	return record->type == PROCLOOK_EXIT || record->type == PROCLOOK_THREAD_EXIT;
}

/* Of some types there is no more to be said */
static const char *message_format(const struct proclook_record *record)
{
	if (is_end(record) || record->type == PROCLOOK_IMAGE_LOAD || record->args_total)
		return "%t pid=%p ppid=%P uid=%u %N: %i";
	return "%t pid=%p ppid=%P uid=%u %N";
}

void fields_of_event(struct entry *entry, const struct proclook_event *event,
		     uint64_t skipped)
{
	const struct proclook_record *record = proclook_event_get_record(event);

	entry_start(entry);
	entry_add_event(entry, "MESSAGE", event, message_format(record), MESSAGE_MAX);
	add_head(entry, LOG_INFO, message_id(record),
		 proclook_event_get_generation(event), record->seq, skipped);
	entry_add_event(entry, "PROCLOOK_TYPE", event, "%t", SIZE_MAX);
	add_process(entry, record);
	add_program(entry, event);
	if (is_end(record))
		add_status(entry, record->exit_status);
	if (record->flags)
		entry_add_event(entry, "PROCLOOK_FLAGS", event, "%k", SIZE_MAX);
}

void fields_of_lost(struct entry *entry, uint64_t generation, uint64_t seq,
		    uint64_t lost, uint64_t skipped)
{
	entry_start(entry);
	entry_printf(entry, "MESSAGE",
		     "lost %ju events up to number %ju: the history did not have them any more",
		     (uintmax_t)lost, (uintmax_t)seq);
	add_head(entry, LOG_WARNING, message_ids[PROCLOOK_LOST], generation, seq, skipped);
	add_string(entry, "PROCLOOK_TYPE", proclook_type_to_string(PROCLOOK_LOST));
	add_number(entry, "PROCLOOK_LOST", lost);
}

void fields_of_end(struct entry *entry, uint64_t generation, uint64_t seq,
		   uint64_t skipped)
{
	entry_start(entry);
	entry_printf(entry, "MESSAGE", "end of the log at number %ju", (uintmax_t)seq);
	add_head(entry, LOG_INFO, MESSAGE_ID_END, generation, seq, skipped);
	add_string(entry, "PROCLOOK_TYPE", "end");
}
