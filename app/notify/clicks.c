// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>

#include "answer.h"
#include "clicks.h"
#include "util.h"

#define NAME		"org.freedesktop.Notifications"
#define PATH		"/org/freedesktop/Notifications"

#define WINDOW_PATH	"/org/proclook/Desktop"
#define WINDOW_TYPE	"org.freedesktop.Application"

/* Return: its index, or CLICKS_MAX: others have bubbles, too */
static size_t find(const struct clicks *clicks, uint32_t id)
{
	size_t i = 0;

	while (i < CLICKS_MAX && (!id || clicks->shown[i].id != id))
		i++;
	return i;
}

static int window_answered(sd_bus_message *message, void *data, sd_bus_error *unused)
{
	(void)data;
	(void)unused;
	if (sd_bus_message_is_method_error(message, NULL) > 0)
		answer_warn(message, CLICKS_WINDOW);
	return 0;
}

/* The Desktop Entry Specification, 1.5: org.freedesktop.Application */
static int compose(const struct clicks *clicks, size_t i, sd_bus *bus, sd_bus_message **call)
{
	const char *token = clicks->shown[i].token;
	int ret = sd_bus_message_new_method_call(bus, call, CLICKS_WINDOW, WINDOW_PATH,
						 WINDOW_TYPE, "ActivateAction");

	if (ret >= 0)
		ret = sd_bus_message_append(*call, "s", "show-process");
	if (ret >= 0)
		ret = sd_bus_message_append(*call, "av", 1, "(it)", clicks->shown[i].pid,
					    clicks->shown[i].start_ns);
	if (ret >= 0 && *token)
		return sd_bus_message_append(*call, "a{sv}", 1, "activation-token", "s", token);
	return ret < 0 ? ret : sd_bus_message_append(*call, "a{sv}", 0);
}

static int invoked(sd_bus_message *message, void *data, sd_bus_error *unused)
{
	struct clicks *clicks = data;
	sd_bus *bus = sd_bus_message_get_bus(message);
	sd_bus_message *call = NULL;
	const char *action;
	uint32_t id;
	size_t i;
	int ret;

	(void)unused;
	if (sd_bus_message_read(message, "us", &id, &action) < 0 || strcmp(action, CLICKS_ACTION))
		return 0;
	i = find(clicks, id);
	if (i == CLICKS_MAX)
		return 0;
	ret = compose(clicks, i, bus, &call);
	if (ret >= 0)
		ret = sd_bus_call_async(bus, NULL, call, window_answered, NULL, 0);
	if (ret < 0)
		warn_plain(CLICKS_WINDOW ": %s", strerror(-ret));
	sd_bus_message_unref(call);
	return 0;
}

/* Comes before the click that it is for */
static int has_token(sd_bus_message *message, void *data, sd_bus_error *unused)
{
	struct clicks *clicks = data;
	const char *token;
	uint32_t id;
	size_t i;

	(void)unused;
	if (sd_bus_message_read(message, "us", &id, &token) < 0)
		return 0;
	i = find(clicks, id);
	if (i < CLICKS_MAX && strlen(token) < CLICKS_TOKEN_MAX)
		memcpy(clicks->shown[i].token, token, strlen(token) + 1);
	return 0;
}

/* Its id may be used again */
static int closed(sd_bus_message *message, void *data, sd_bus_error *unused)
{
	struct clicks *clicks = data;
	uint32_t id, reason;
	size_t i;

	(void)unused;
	if (sd_bus_message_read(message, "uu", &id, &reason) < 0)
		return 0;
	i = find(clicks, id);
	if (i < CLICKS_MAX)
		clicks->shown[i].id = 0;
	return 0;
}

int clicks_start(struct clicks *clicks, sd_bus *bus)
{
	static const struct {
		const char *name;
		sd_bus_message_handler_t take;
	} signals[] = {
		{ "ActivationToken", has_token },
		{ "ActionInvoked", invoked },
		{ "NotificationClosed", closed },
	};
	size_t i;
	int ret = 0;

	for (i = 0; ret >= 0 && i < ARRAY_SIZE(signals); i++)
		ret = sd_bus_match_signal_async(bus, NULL, NAME, PATH, NAME, signals[i].name,
						signals[i].take, NULL, clicks);
	return ret;
}

void clicks_expect(struct clicks *clicks, uint32_t id, int32_t pid, uint64_t start_ns)
{
	size_t i = find(clicks, id);

	/* A daemon that has begun anew counts anew */
	if (i == CLICKS_MAX) {
		i = clicks->next;
		clicks->next = (i + 1) % CLICKS_MAX;
	}
	clicks->shown[i].id = id;
	clicks->shown[i].pid = pid;
	clicks->shown[i].start_ns = start_ns;
	clicks->shown[i].token[0] = '\0';
}
