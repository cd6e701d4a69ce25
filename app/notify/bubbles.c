// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Nothing here waits for an answer: events go on meanwhile.  Before each bubble the bus is
 * asked whether there is a window to show its process, then the daemon is called.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <systemd/sd-bus.h>

#include "answer.h"
#include "bubbles.h"
#include "clicks.h"
#include "sleep.h"
#include "util.h"

#define NAME		"org.freedesktop.Notifications"
#define PATH		"/org/freedesktop/Notifications"

#define BUS_NAME	"org.freedesktop.DBus"
#define BUS_PATH	"/org/freedesktop/DBus"

/* The bus may have to start the daemon */
#define PATIENCE_US	20000000

/*
 * @clicks: on bubbles that are there
 * @bubble: the one in hand, while @busy
 * @refused: it was said that there is no daemon
 * @error: a call could not be sent; negative errno
 */
struct bubbles {
	sd_bus *bus;
	struct clicks clicks;
	struct bubble bubble;
	bool busy;
	bool refused;
	int error;
};

static int fail(int error)
{
	errno = -error;
	return -1;
}

struct bubbles *bubbles_open(void)
{
	struct bubbles *bubbles = calloc(1, sizeof(*bubbles));
	int ret;

	if (!bubbles)
		return NULL;
	ret = sd_bus_open_user(&bubbles->bus);
	if (ret >= 0)
		ret = clicks_start(&bubbles->clicks, bubbles->bus);
	if (ret >= 0)
		return bubbles;
	bubbles_close(bubbles);
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

int bubbles_get_fd(const struct bubbles *bubbles)
{
	return sd_bus_get_fd(bubbles->bus);
}

/* EPOLLIN and EPOLLOUT are those of poll(2) */
uint32_t bubbles_get_events(const struct bubbles *bubbles)
{
	int events = sd_bus_get_events(bubbles->bus);

	/* What is wrong bubbles_work() will say */
	return events < 0 ? 0 : (uint32_t)events;
}

int64_t bubbles_get_timeout(const struct bubbles *bubbles)
{
	uint64_t until_us;
	int64_t left;

	if (sd_bus_get_timeout(bubbles->bus, &until_us) < 0 || until_us >= INT64_MAX / 1000)
		return NEVER;
	left = (int64_t)until_us * 1000 - monotonic_ns();
	return left > 0 ? left : 0;
}

int bubbles_work(struct bubbles *bubbles)
{
	int ret;

	do {
		ret = sd_bus_process(bubbles->bus, NULL);
	} while (ret > 0);
	if (ret < 0)
		return fail(ret);
	return bubbles->error < 0 ? fail(bubbles->error) : 0;
}

bool bubbles_are_busy(const struct bubbles *bubbles)
{
	return bubbles->busy;
}

/* The first time; once there is a daemon it may go away again */
static void refuse(struct bubbles *bubbles, sd_bus_message *answer)
{
	const sd_bus_error *error = sd_bus_message_get_error(answer);

	if (bubbles->refused)
		return;
	bubbles->refused = true;
	if (sd_bus_error_has_name(error, SD_BUS_ERROR_SERVICE_UNKNOWN) ||
	    sd_bus_error_has_name(error, SD_BUS_ERROR_NAME_HAS_NO_OWNER) ||
	    sd_bus_error_has_name(error, SD_BUS_ERROR_NO_REPLY))
		warn_plain("no notification daemon tells: %s", bubbles->bubble.summary);
	else
		answer_warn(answer, "the notification daemon refuses a bubble");
}

static int notified(sd_bus_message *message, void *data, sd_bus_error *unused)
{
	struct bubbles *bubbles = data;
	uint32_t id;

	(void)unused;
	bubbles->busy = false;
	if (sd_bus_message_is_method_error(message, NULL) > 0) {
		refuse(bubbles, message);
		return 0;
	}
	bubbles->refused = false;
	if (bubbles->bubble.pid && sd_bus_message_read(message, "u", &id) >= 0)
		clicks_expect(&bubbles->clicks, id, bubbles->bubble.pid, bubbles->bubble.start_ns);
	return 0;
}

/* The Desktop Notifications Specification, 1.2: Notify.  A click is its action "default" */
static int compose(struct bubbles *bubbles, bool shows, sd_bus_message **message)
{
	const struct bubble *bubble = &bubbles->bubble;
	int ret = sd_bus_message_new_method_call(bubbles->bus, message, NAME, PATH, NAME, "Notify");

	if (ret >= 0)
		ret = sd_bus_message_append(*message, "susss", "proclook", 0U, "",
					    bubble->summary, bubble->body);
	if (ret >= 0 && shows)
		ret = sd_bus_message_append(*message, "as", 2, CLICKS_ACTION, "Show");
	else if (ret >= 0)
		ret = sd_bus_message_append(*message, "as", 0);
	return ret < 0 ? ret : sd_bus_message_append(*message, "a{sv}i", 0, -1);
}

static int notify(struct bubbles *bubbles, bool shows)
{
	sd_bus_message *message = NULL;
	int ret = compose(bubbles, shows, &message);

	if (ret >= 0)
		ret = sd_bus_call_async(bubbles->bus, NULL, message, notified, bubbles,
					PATIENCE_US);
	sd_bus_message_unref(message);
	bubbles->error = ret < 0 ? ret : 0;
	return ret < 0 ? fail(ret) : 0;
}

/* Is the window's name in the list that the bus has sent? */
static bool lists_window(sd_bus_message *message)
{
	const char *name;
	bool found = false;

	if (sd_bus_message_enter_container(message, 'a', "s") < 0)
		return false;
	while (!found && sd_bus_message_read(message, "s", &name) > 0)
		found = !strcmp(name, CLICKS_WINDOW);
	return found;
}

static int ask(struct bubbles *bubbles, const char *method, sd_bus_message_handler_t answered)
{
	int ret = sd_bus_call_method_async(bubbles->bus, NULL, BUS_NAME, BUS_PATH, BUS_NAME,
					   method, answered, bubbles, NULL);

	bubbles->error = ret < 0 ? ret : 0;
	return ret < 0 ? fail(ret) : 0;
}

static int has_running(sd_bus_message *message, void *data, sd_bus_error *unused)
{
	(void)unused;
	notify(data, lists_window(message));
	return 0;
}

/* One that is installed need not run; one that runs need not be installed */
static int has_activatable(sd_bus_message *message, void *data, sd_bus_error *unused)
{
	(void)unused;
	if (lists_window(message))
		notify(data, true);
	else
		ask(data, "ListNames", has_running);
	return 0;
}

int bubbles_show(struct bubbles *bubbles, const struct bubble *bubble)
{
	bubbles->bubble = *bubble;
	bubbles->busy = true;
	return bubble->pid ? ask(bubbles, "ListActivatableNames", has_activatable) :
			     notify(bubbles, false);
}
