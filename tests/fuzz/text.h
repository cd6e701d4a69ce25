/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the library's texts must be, written a second time and from the other
 * end: nothing here is shared with the library.
 */
#ifndef FUZZ_TEXT_H
#define FUZZ_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Bytes of the well-formed character at @text, 0 if there is none; its code */
size_t utf8(const char *text, size_t len, uint32_t *code);

/* A character that a terminal obeys, or that nobody sees */
bool is_control(uint32_t code);
bool is_invisible(uint32_t code);

bool is_utf8(const char *text, size_t len);

/* Well-formed, and no such character */
bool is_fit(const char *text, size_t len);

/* Bytes of @raw that belong to characters above ASCII that may be shown */
size_t visible_bytes(const char *raw, size_t len);

/*
 * struct piece - one character or escape of a text
 * @len: its bytes in the text
 * @raw, @raw_len: what it stands for
 */
struct piece {
	size_t len;
	char raw[4];
	size_t raw_len;
};

/* The piece at @text; @shell: a text within $'' has other escapes */
struct piece piece_at(const char *text, bool shell);

/* Undo proclook_escape(); @raw has room for strlen(@text) bytes */
size_t unescape(const char *text, char *raw);

/*
 * One word as a shell reads it.  Return: bytes of @text that it took; @raw has
 * room for strlen(@text) bytes and receives @raw_len
 */
size_t unquote(const char *text, char *raw, size_t *raw_len);

/* What gives text into a buffer by the rules of snprintf() */
typedef ssize_t render_fn(const void *what, char *buf, size_t size);

/* The whole of it, in memory of just this size, to be freed */
char *render(render_fn *fn, const void *what, size_t *len);

/*
 * It is cut for a buffer that is too small: what is there is a beginning of
 * @whole, ends with a NUL, and is what a buffer without the unused rest gives.
 * Return: its length
 */
size_t render_cut(render_fn *fn, const void *what, const char *whole, size_t size);

#endif /* FUZZ_TEXT_H */
