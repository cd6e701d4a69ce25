/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_PROCESSES_H
#define PROCLOOK_PROCESSES_H

#include "follow.h"

#define PROCESSES_BUCKETS	4096

/**
 * struct entry - a process in the table
 * @process: what others see of it
 * @next: the next one in its bucket
 * @listing: the number of the listing that it was last seen in, or since
 * @pidfd: tells of its end where no event might; -1
 */
struct entry {
	struct process process;
	struct entry *next;
	unsigned int listing;
	int pidfd;
};

/* All zero is none */
struct processes {
	struct entry *buckets[PROCESSES_BUCKETS];
};

/* By id alone: another process with that id may have taken its place since */
struct entry *processes_find(struct processes *processes, int32_t pid);

/* NULL where it is another one that has the id */
struct entry *processes_find_same(struct processes *processes, int32_t pid, uint64_t start_ns);

/*
 * A new one, with one more use of @program; there must be none with its id.
 * Return: NULL with ENOMEM
 */
struct entry *processes_add(struct processes *processes, const struct proclook_record *record,
			    struct program *program);

/* What may be another than it was in the last record of the same process */
void process_update(struct process *process, const struct proclook_record *record);

/* Takes the program of @process, and gives it one more use of another */
void process_set_program(struct process *process, struct program *program);

/* Still there for who has a pointer to it, until entry_free() */
void processes_remove(struct processes *processes, struct entry *entry);
void entry_free(struct entry *entry);
void processes_end(struct processes *processes);

/* The one after @previous; the first one for NULL */
struct entry *processes_each(struct processes *processes, const struct entry *previous);

/* Copies.  Return: NULL with ENOMEM; with one use, the caller's */
struct program *program_new(const char *path, const char *args, size_t args_len);
void program_put(struct program *program);

#endif /* PROCLOOK_PROCESSES_H */
