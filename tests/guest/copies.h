/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A file system of our own for copies of the subject, gone with one umount() */
#ifndef TESTS_GUEST_COPIES_H
#define TESTS_GUEST_COPIES_H

#include <sys/types.h>

#define COPIES	"/tmp/exec"

void copies_begin(void);
void copies_end(void);
void copy_subject(const char *to, mode_t mode);

#endif /* TESTS_GUEST_COPIES_H */
