/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The newest records, and what passes a watcher's filter; nothing for tests */
#ifndef FAKE_HISTORY_H
#define FAKE_HISTORY_H

#include "fake.h"
#include "fake_file.h"

void fake_forget_history(void);
/* The record that has just been published */
void fake_keep(void);
/* Sequence number of the oldest one that is kept */
uint64_t fake_oldest(void);

bool fake_passes(const struct file *file, const struct proclook_record *record);
/* Those that pass, behind @from up to @to, overwritten ones too */
uint64_t fake_count(const struct file *file, uint64_t from, uint64_t to);
/* The first of them; 0 if there is none */
uint64_t fake_next_match(const struct file *file, uint64_t from, uint64_t to);
/* The last of them; 0 if there is none */
uint64_t fake_last_match(const struct file *file);

#endif /* FAKE_HISTORY_H */
