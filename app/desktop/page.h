/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_DESKTOP_PAGE_H
#define PROCLOOK_DESKTOP_PAGE_H

/*
 * struct page - what is said in place of the list
 * @description: what to do; g_free() it
 */
struct page {
	const char *icon;
	const char *title;
	char *description;
};

/* Why nothing can be followed: errno as in struct change */
void page_for_error(struct page *page, int error);

#endif /* PROCLOOK_DESKTOP_PAGE_H */
