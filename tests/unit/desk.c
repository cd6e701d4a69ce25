// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The user's bus, with a notification daemon and a window on it, for one program: desk SOCKET
 * listens there, says "ready", then what the program does:
 *
 *	ID: SUMMARY		a bubble; "ID (ACTION=LABEL): SUMMARY" where it has one; then
 *				the lines of its body, each behind a tab
 *	refused: SUMMARY	likewise, but the daemon takes it not
 *	window: ACTION (PID START) [TOKEN]
 *	gone			the program has left the bus
 *
 * Lines on stdin change what there is:
 *
 *	window installed|running|none
 *	daemon there|none|silent|full
 *	token ID TOKEN, click ID [ACTION], close ID
 *	hang up			the bus is gone
 */
#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <systemd/sd-bus.h>
#include <unistd.h>

#define DAEMON	"org.freedesktop.Notifications"
#define WINDOW	"org.proclook.Desktop"

static char daemon_is[16] = "there", window_is[16] = "none";
static uint32_t bubbles;

static void bad(const char *what)
{
	fprintf(stderr, "desk: what is '%s'?\n", what);
	_exit(71);
}

static void must(int ret, const char *what)
{
	if (ret >= 0)
		return;
	fprintf(stderr, "desk: %s: %s\n", what, strerror(-ret));
	_exit(72);
}

/* All replies and signals come from somebody */
static void send_off(sd_bus_message *message, const char *sender)
{
	must(sd_bus_message_set_sender(message, sender), "sender");
	must(sd_bus_send(NULL, message, NULL), "send");
	sd_bus_message_unref(message);
}

static sd_bus_message *reply_to(sd_bus_message *call)
{
	sd_bus_message *reply;

	must(sd_bus_message_new_method_return(call, &reply), "reply");
	return reply;
}

static void refuse(sd_bus_message *call, const char *name, const char *text)
{
	const sd_bus_error error = SD_BUS_ERROR_MAKE_CONST(name, text);
	sd_bus_message *reply;

	must(sd_bus_message_new_method_error(call, &reply, &error), "error");
	send_off(reply, "org.freedesktop.DBus");
}

/* --- the bus --- */

static void answer_bus(sd_bus_message *call)
{
	sd_bus_message *reply = reply_to(call);
	const char *member = sd_bus_message_get_member(call);
	const char *has = !strcmp(member, "ListActivatableNames") ? "installed" :
			  !strcmp(member, "ListNames") ? "running" : NULL;

	if (!strcmp(member, "Hello"))
		must(sd_bus_message_append(reply, "s", ":1.1"), member);
	else if (has && !strcmp(window_is, has))
		must(sd_bus_message_append(reply, "as", 2, DAEMON, WINDOW), member);
	else if (has)
		must(sd_bus_message_append(reply, "as", 1, DAEMON), member);
	send_off(reply, "org.freedesktop.DBus");
}

/* --- the daemon --- */

static void print_body(const char *body)
{
	printf("\t");
	for (; *body; body++)
		printf(*body == '\n' ? "\n\t" : "%c", *body);
	printf("\n");
}

static void print_bubble(sd_bus_message *call, bool refused)
{
	const char *program, *icon, *summary, *body, *action, *label;
	uint32_t replaces;

	must(sd_bus_message_read(call, "susss", &program, &replaces, &icon, &summary, &body),
	     "Notify");
	if (refused) {
		printf("refused: %s\n", summary);
		return;
	}
	printf("%u", ++bubbles);
	must(sd_bus_message_enter_container(call, 'a', "s"), "actions");
	while (sd_bus_message_read(call, "ss", &action, &label) > 0)
		printf(" (%s=%s)", action, label);
	printf(": %s\n", summary);
	print_body(body);
}

static void answer_daemon(sd_bus_message *call)
{
	sd_bus_message *reply;

	bool none = !strcmp(daemon_is, "none");
	bool full = !strcmp(daemon_is, "full");

	print_bubble(call, none || full);
	if (none)
		refuse(call, SD_BUS_ERROR_SERVICE_UNKNOWN, "nobody has this name");
	if (full)
		refuse(call, "org.example.Full", "too\nmany");
	if (none || full || !strcmp(daemon_is, "silent"))
		return;
	reply = reply_to(call);
	must(sd_bus_message_append(reply, "u", bubbles), "id");
	send_off(reply, DAEMON);
}

static void say(sd_bus *bus, const char *name, const char *types, ...)
{
	sd_bus_message *message;
	va_list args;

	must(sd_bus_message_new_signal(bus, &message, "/org/freedesktop/Notifications", DAEMON,
				       name), name);
	va_start(args, types);
	must(sd_bus_message_appendv(message, types, args), name);
	va_end(args);
	send_off(message, DAEMON);
}

/* --- the window --- */

static void answer_window(sd_bus_message *call)
{
	const char *action, *key, *token;
	uint64_t start_ns;
	int32_t pid;

	must(sd_bus_message_read(call, "s", &action), "action");
	must(sd_bus_message_read(call, "av", 1, "(it)", &pid, &start_ns), "its process");
	printf("window: %s (%d %ju)", action, pid, (uintmax_t)start_ns);
	must(sd_bus_message_enter_container(call, 'a', "{sv}"), "data");
	while (sd_bus_message_read(call, "{sv}", &key, "s", &token) > 0)
		printf(" %s=%s", key, token);
	printf("\n");
	if (!strcmp(window_is, "none"))
		refuse(call, SD_BUS_ERROR_SERVICE_UNKNOWN, "the window\x1b is gone");
	else
		send_off(reply_to(call), WINDOW);
}

static int take_call(sd_bus_message *message, void *data, sd_bus_error *error)
{
	const char *to = sd_bus_message_get_destination(message);

	(void)data;
	(void)error;
	if (!sd_bus_message_is_method_call(message, NULL, NULL))
		return 0;
	if (!strcmp(to, "org.freedesktop.DBus"))
		answer_bus(message);
	else if (!strcmp(to, DAEMON))
		answer_daemon(message);
	else if (!strcmp(to, WINDOW))
		answer_window(message);
	else
		bad(to);
	return 1;
}

/* --- lines --- */

static void obey(sd_bus *bus, char *line)
{
	char word[16] = "", text[512] = "";
	uint32_t id = 0;

	if (sscanf(line, "window %15s", window_is) == 1 ||
	    sscanf(line, "daemon %15s", daemon_is) == 1)
		return;
	if (!strcmp(line, "hang up"))
		_exit(0);
	if (sscanf(line, "%15s %u %511s", word, &id, text) < 2)
		bad(line);
	if (!strcmp(word, "token"))
		say(bus, "ActivationToken", "us", id, text);
	else if (!strcmp(word, "click"))
		say(bus, "ActionInvoked", "us", id, *text ? text : "default");
	else if (!strcmp(word, "close"))
		say(bus, "NotificationClosed", "uu", id, 2U);
	else
		bad(line);
}

static void take_lines(sd_bus *bus)
{
	static char lines[4096];
	static size_t used;
	ssize_t len = read(STDIN_FILENO, lines + used, sizeof(lines) - used);
	char *newline;

	if (len <= 0)
		_exit(0);
	used += (size_t)len;
	while ((newline = memchr(lines, '\n', used))) {
		*newline = '\0';
		obey(bus, lines);
		used -= (size_t)(newline + 1 - lines);
		memmove(lines, newline + 1, used);
	}
}

static int accept_program(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (strlen(path) >= sizeof(address.sun_path))
		bad(path);
	memcpy(address.sun_path, path, strlen(path) + 1);
	if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof(address)) || listen(fd, 1))
		bad(strerror(errno));
	printf("ready\n");
	return accept(fd, NULL, NULL);
}

static sd_bus *serve(int fd)
{
	static const sd_id128_t id = { .bytes = { 1 } };
	sd_bus *bus;

	must(sd_bus_new(&bus), "bus");
	must(sd_bus_set_fd(bus, fd, fd), "fd");
	must(sd_bus_set_server(bus, 1, id), "server");
	must(sd_bus_add_filter(bus, NULL, take_call, NULL), "filter");
	must(sd_bus_start(bus), "start");
	return bus;
}

int main(int argc, char **argv)
{
	sd_bus *bus;
	int ret;

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (argc != 2)
		bad("the command");
	bus = serve(accept_program(argv[1]));
	for (;;) {
		struct pollfd fds[] = {
			{ .fd = sd_bus_get_fd(bus), .events = (short)sd_bus_get_events(bus) },
			{ .fd = STDIN_FILENO, .events = POLLIN },
		};

		poll(fds, 2, -1);
		if (fds[1].revents)
			take_lines(bus);
		do {
			ret = sd_bus_process(bus, NULL);
		} while (ret > 0);
		if (ret < 0)
			break;
	}
	printf("gone\n");
	sd_bus_unref(bus);
	return 0;
}
