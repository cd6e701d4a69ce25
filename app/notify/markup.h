/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_MARKUP_H
#define PROCLOOK_MARKUP_H

#include <stddef.h>

/*
 * Text as markup that is shown as that text: a body of a notification may have <b> and <a>.
 * What does not fit is cut, never within what stands for one byte
 */
void markup_escape(char *buf, size_t size, const char *text);

#endif /* PROCLOOK_MARKUP_H */
