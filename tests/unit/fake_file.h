/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the parts of the fake know of each other's open files; nothing for tests */
#ifndef FAKE_FILE_H
#define FAKE_FILE_H

#include <stdbool.h>
#include <stdint.h>
#include <linux/proclook.h>

enum kind {
	FREE,
	NODE,
	ATTRIBUTE,
};

/*
 * struct file - one open file
 * @life: the device's life in which it was opened
 * @seen, @read: the last sequence number that SNAPSHOT gave, and read(2)
 * @polled: somebody waited on it already
 * @filtered: with @filter
 */
struct file {
	enum kind kind;
	int fd;
	int life;
	uint64_t seen;
	uint64_t read;
	bool polled;
	bool filtered;
	struct proclook_filter filter;
	uint64_t acknowledged;
};

/* Notes it in fake.steps, after the test had its chance to meddle */
void fake_step(char letter);
/* NULL if it is not one of these */
struct file *fake_find_file(int fd);
/* Opened in another life of the device, or it has none now */
bool fake_is_dead(const struct file *file);
void fake_forget_files(void);

#endif /* FAKE_FILE_H */
