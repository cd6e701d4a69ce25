// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "expect.h"

#include <string.h>

#include "stage.h"

static bool wrong;

static void same(const char *field, long long got, long long expected)
{
	if (got == expected)
		return;
	wrong = true;
	diag("%s is %lld, expected %lld", field, got, expected);
}

static void same_bytes(const char *field, const char *got,
		       const char *expected, size_t len)
{
	size_t i = 0;

	while (i < len && got[i] == expected[i])
		i++;
	if (i == len)
		return;
	wrong = true;
	diag("%s: byte %zu of %zu is 0x%02x, expected 0x%02x", field, i, len,
	     (unsigned char)got[i], (unsigned char)expected[i]);
}

static void same_strings(const struct proclook_record *record,
			 const struct expected *expected)
{
	bool off = expected->flags & PROCLOOK_F_ARGS_OFF;
	const char *path = expected->path ?: "";
	size_t total = off ? 0 : expected->args_len;
	size_t kept = total < PROCLOOK_STRING_MAX ? total : PROCLOOK_STRING_MAX;
	static const char zeros[16];
	size_t used;

	same("path_len", record->path_len, strlen(path));
	same("args_len", record->args_len, kept);
	same("args_total", record->args_total, total);
	used = record->header_size + record->path_len + 1 + record->args_len + 1;
	same("size", record->size, (used + 7) / 8 * 8);
	if (wrong)
		return;
	same_bytes("path", record_path(record), path, record->path_len + 1);
	same_bytes("arguments", record_args(record), expected->args, kept);
	same_bytes("padding", record_args(record) + kept, zeros,
		   record->size - used + 1);
}

static void same_times(const struct proclook_record *record,
		       const struct expected *expected)
{
	same("start_ns in ticks", record->start_ns / TICK_NS,
	     expected->self->start_ticks);
	same("parent_start_ns in ticks", record->parent_start_ns / TICK_NS,
	     expected->parent_ticks);
	same("time_ns too early", record->time_ns < expected->from, false);
	same("time_ns too late", record->time_ns > expected->to, false);
	same("start_ns after time_ns", record->start_ns > record->time_ns, false);
}

static void same_ids(const struct proclook_record *record,
		     const struct expected *expected)
{
	const struct self *self = expected->self;

	same("pid", record->pid, self->pid);
	same("tid", record->tid, expected->tid);
	same("ppid", record->ppid, self->ppid);
	same("uid", record->uid, self->uid);
	same("gid", record->gid, self->gid);
	same_bytes("comm", record->comm, self->comm, PROCLOOK_COMM_LEN);
}

void check_record(const char *name, const char *event, const struct snap *snap,
		  const struct expected *expected)
{
	const struct proclook_record *record = &snap->record;

	wrong = false;
	same("generation is another", snap->arg.generation != stage.generation, false);
	same("record_size", snap->arg.record_size, record->size);
	same("type", record->type, expected->type);
	same("header_size", record->header_size, sizeof(*record));
	same("flags", record->flags, expected->flags);
	same("exit_status", record->exit_status, expected->status);
	same("other types' fields are 0", has_no_extras(record), true);
	same_ids(record, expected);
	same_times(record, expected);
	same_strings(record, expected);
	ok(!wrong, "%s: the record of the %s is right in every field", name, event);
}
