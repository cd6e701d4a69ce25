/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PITFALLS_PAGES_H
#define PITFALLS_PAGES_H

/* The README.md of each lesson, by the lesson's id; its end has none.  make writes it. */
struct page {
	const char *id;
	const char *text;
};

extern const struct page pages[];

#endif /* PITFALLS_PAGES_H */
