/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_BUBBLES_H
#define PROCLOOK_BUBBLES_H

/* Where bubbles come from: the notification daemon on the user's own bus */
struct bubbles;

/* Return: NULL with errno where there is no bus */
struct bubbles *bubbles_open(void);
void bubbles_close(struct bubbles *bubbles);

/*
 * Shows one: @summary is text, @body may have markup.  Waits for the daemon, five seconds
 * at most.  Return: 0, or -1 with errno: ENOENT there is no daemon
 */
int bubbles_show(struct bubbles *bubbles, const char *summary, const char *body);

#endif /* PROCLOOK_BUBBLES_H */
