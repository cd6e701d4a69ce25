/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_ARGS_H
#define PROCLOOK_ARGS_H

#include <stddef.h>

/*
 * Arguments, each with its NUL, in one piece: a blank between them, a NUL behind the last.
 * @buf has room for @len bytes and one more
 */
void args_join(char *buf, const char *args, size_t len);

#endif /* PROCLOOK_ARGS_H */
