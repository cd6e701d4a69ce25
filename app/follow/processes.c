// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "processes.h"

static char *copy(const char *bytes, size_t len)
{
	char *text = malloc(len + 1);

	if (!text)
		return NULL;
	memcpy(text, bytes, len);
	text[len] = '\0';
	return text;
}

struct program *program_new(const char *path, const char *args, size_t args_len)
{
	struct program *program = malloc(sizeof(*program));

	if (!program)
		return NULL;
	*program = (struct program){
		.users = 1,
		.path = copy(path, strlen(path)),
		.args = copy(args, args_len),
		.args_len = args_len,
	};
	if (program->path && program->args)
		return program;
	program_put(program);
	return NULL;
}

void program_put(struct program *program)
{
	if (!program || --program->users)
		return;
	free(program->path);
	free(program->args);
	free(program);
}

static struct entry **bucket(struct processes *processes, int32_t pid)
{
	return &processes->buckets[(uint32_t)pid % PROCESSES_BUCKETS];
}

struct entry *processes_find(struct processes *processes, int32_t pid)
{
	struct entry *entry = *bucket(processes, pid);

	while (entry && entry->process.pid != pid)
		entry = entry->next;
	return entry;
}

struct entry *processes_find_same(struct processes *processes, int32_t pid, uint64_t start_ns)
{
	struct entry *entry = processes_find(processes, pid);

	return entry && entry->process.start_ns == start_ns ? entry : NULL;
}

void process_update(struct process *process, const struct proclook_record *record)
{
	process->ppid = record->ppid;
	process->parent_start_ns = record->parent_start_ns;
	process->uid = record->uid;
	process->flags = record->flags;
	memcpy(process->comm, record->comm, sizeof(process->comm));
}

void process_set_program(struct process *process, struct program *program)
{
	program->users++;
	program_put(process->program);
	process->program = program;
}

struct entry *processes_add(struct processes *processes, const struct proclook_record *record,
			    struct program *program)
{
	struct entry **place = bucket(processes, record->pid);
	struct entry *entry = calloc(1, sizeof(*entry));

	if (!entry)
		return NULL;
	entry->process.pid = record->pid;
	entry->process.start_ns = record->start_ns;
	entry->pidfd = -1;
	process_update(&entry->process, record);
	process_set_program(&entry->process, program);
	entry->next = *place;
	*place = entry;
	return entry;
}

void processes_remove(struct processes *processes, struct entry *entry)
{
	struct entry **place = bucket(processes, entry->process.pid);

	while (*place != entry)
		place = &(*place)->next;
	*place = entry->next;
}

void entry_free(struct entry *entry)
{
	if (!entry)
		return;
	if (entry->pidfd >= 0)
		close(entry->pidfd);
	program_put(entry->process.program);
	free(entry);
}

void processes_end(struct processes *processes)
{
	size_t i;

	for (i = 0; i < PROCESSES_BUCKETS; i++) {
		while (processes->buckets[i]) {
			struct entry *entry = processes->buckets[i];

			processes->buckets[i] = entry->next;
			entry_free(entry);
		}
	}
}

struct entry *processes_each(struct processes *processes, const struct entry *previous)
{
	size_t i = 0;

	if (previous && previous->next)
		return previous->next;
	if (previous)
		i = (uint32_t)previous->process.pid % PROCESSES_BUCKETS + 1;
	while (i < PROCESSES_BUCKETS && !processes->buckets[i])
		i++;
	return i < PROCESSES_BUCKETS ? processes->buckets[i] : NULL;
}
