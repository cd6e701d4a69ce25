/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A journal that keeps nothing: where programs send their entries, and where they say that
 * they are ready
 *
 * Entries come as systemd's documentation has it (Native Journal Protocol): "NAME=value\n",
 * or "NAME\n", the length in 64 bits, the value and "\n".
 */
#ifndef TESTS_GUEST_JOURNAL_H
#define TESTS_GUEST_JOURNAL_H

#include "common.h"

#define JOURNAL_FIELDS	32

/**
 * struct journal_entry - one entry
 * @count: of fields
 * @fields: in the order in which they came
 * @bytes: what came; values end with a NUL that is not theirs
 */
struct journal_entry {
	int count;
	struct {
		const char *name;
		const char *value;
		size_t len;
	} fields[JOURNAL_FIELDS];
	char bytes[1 << 16];
};

/* Where everybody sends; from then on, until it is closed.  It has room for 10 or so */
int journal_listen(void);
void journal_close(int journal);

/* The next entry; false if none comes in time.  bail() if it is none */
bool journal_receive(int journal, struct journal_entry *entry, int ms);

/* Its field of this name; "" where it has none, or more than one */
const char *journal_value(const struct journal_entry *entry, const char *name);
__u64 journal_number(const struct journal_entry *entry, const char *name);
/* Has it one with just these bytes? */
bool journal_has(const struct journal_entry *entry, const char *name, const void *value,
		 size_t len);

/*
 * Start a program with these arguments and wait until it is ready, which is said as
 * sd_notify(3) does.  @be: NULL, or what it is to become first.  Its pid, or 0 if it never
 * was.
 */
pid_t journal_start(void (*be)(void), const char *program, ...);

#endif /* TESTS_GUEST_JOURNAL_H */
