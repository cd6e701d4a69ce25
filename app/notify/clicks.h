/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_CLICKS_H
#define PROCLOOK_CLICKS_H

#include <stddef.h>
#include <stdint.h>
#include <systemd/sd-bus.h>

/* The specification's name for a click on the bubble itself */
#define CLICKS_ACTION	"default"

/* Who shows processes */
#define CLICKS_WINDOW	"org.proclook.Desktop"

/* Bubbles that are remembered: the newest */
#define CLICKS_MAX	64

/* What a window needs to come to the front; longer is none */
#define CLICKS_TOKEN_MAX	256

/**
 * struct clicks - bubbles that may be clicked on
 * @shown: id 0 is none; the oldest one makes room for the next
 * @next: where that is put
 */
struct clicks {
	struct {
		uint32_t id;
		int32_t pid;
		uint64_t start_ns;
		char token[CLICKS_TOKEN_MAX];
	} shown[CLICKS_MAX];
	size_t next;
};

/* Listens to what the daemon says of bubbles.  Return: 0, or a negative errno */
int clicks_start(struct clicks *clicks, sd_bus *bus);

/* A click on the bubble @id shows the process */
void clicks_expect(struct clicks *clicks, uint32_t id, int32_t pid, uint64_t start_ns);

#endif /* PROCLOOK_CLICKS_H */
