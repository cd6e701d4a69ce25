// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdlib.h>
#include <systemd/sd-bus.h>

#include "bubbles.h"

#define NAME		"org.freedesktop.Notifications"
#define PATH		"/org/freedesktop/Notifications"
#define PATIENCE_US	5000000

struct bubbles {
	sd_bus *bus;
};

static int fail(int error)
{
	errno = -error;
	return -1;
}

struct bubbles *bubbles_open(void)
{
	struct bubbles *bubbles = malloc(sizeof(*bubbles));
	int ret;

	if (!bubbles)
		return NULL;
	ret = sd_bus_open_user(&bubbles->bus);
	if (ret >= 0)
		return bubbles;
	free(bubbles);
	errno = -ret;
	return NULL;
}

void bubbles_close(struct bubbles *bubbles)
{
	if (!bubbles)
		return;
	sd_bus_flush_close_unref(bubbles->bus);
	free(bubbles);
}

/* What a bus sends unasked is of no interest, but must not pile up */
static int take_messages(sd_bus *bus)
{
	int ret;

	do {
		ret = sd_bus_process(bus, NULL);
	} while (ret > 0);
	return ret;
}

/* The Desktop Notifications Specification, 1.2: Notify */
static int compose(sd_bus *bus, const char *summary, const char *body, sd_bus_message **message)
{
	int ret = sd_bus_message_new_method_call(bus, message, NAME, PATH, NAME, "Notify");

	if (ret < 0)
		return ret;
	return sd_bus_message_append(*message, "susssasa{sv}i", "proclook", 0U, "", summary,
				     body, 0, 0, -1);
}

int bubbles_show(struct bubbles *bubbles, const char *summary, const char *body)
{
	sd_bus_message *message = NULL;
	int ret = take_messages(bubbles->bus);

	if (ret >= 0)
		ret = compose(bubbles->bus, summary, body, &message);
	if (ret >= 0)
		ret = sd_bus_call(bubbles->bus, message, PATIENCE_US, NULL, NULL);
	sd_bus_message_unref(message);
	if (ret >= 0)
		return 0;
	/* What sd-bus makes of ServiceUnknown, and of NameHasNoOwner */
	return fail(ret == -EHOSTUNREACH || ret == -ENXIO ? -ENOENT : ret);
}
