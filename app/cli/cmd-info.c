// SPDX-License-Identifier: GPL-2.0-or-later
#include <dirent.h>
#include <errno.h>
#include <getopt.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <proclook.h>

#include "command.h"
#include "device.h"
#include "diagnose.h"
#include "report.h"
#include "util.h"

/*
 * What is known while all named events are looked at
 * @only: the one that was asked for, or NULL
 * @seen: named events that were reported
 * @usable: those of them that can be opened
 * @code: exit code for the others
 */
struct info {
	struct report report;
	const char *only;
	unsigned int seen;
	unsigned int usable;
	int code;
};

/* What the driver core puts into every directory tells nothing here */
static int is_wanted(const struct dirent *entry)
{
	return *entry->d_name != '.' && strcmp(entry->d_name, "uevent") &&
	       strcmp(entry->d_name, "dev");
}

/* Every small file that is there, so that later counters are shown too */
static void report_files(struct report *report, const char *dir)
{
	struct dirent **entries;
	int count = scandir(dir, &entries, is_wanted, alphasort);
	int i;

	for (i = 0; i < count; i++) {
		char path[PATH_MAX], line[256];

		snprintf(path, sizeof(path), "%s/%s", dir, entries[i]->d_name);
		if (!read_line(path, line, sizeof(line)))
			report_text(report, entries[i]->d_name, line);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
}

static void report_owner(struct report *report, const struct stat *st)
{
	const struct passwd *user = getpwuid(st->st_uid);
	const struct group *group = getgrgid(st->st_gid);
	char text[16];

	snprintf(text, sizeof(text), "%04o", st->st_mode & 07777);
	report_text(report, "mode", text);
	snprintf(text, sizeof(text), "%u", st->st_uid);
	report_text(report, "owner", user ? user->pw_name : text);
	snprintf(text, sizeof(text), "%u", st->st_gid);
	report_text(report, "group", group ? group->gr_name : text);
}

static void report_node(struct report *report, const char *node)
{
	struct stat st;

	report_text(report, "node", node);
	if (stat(node, &st))
		report_text(report, "node_error", strerror(errno));
	else
		report_owner(report, &st);
}

/* Only an attempt tells: modes, access lists, namespaces and versions all have a say */
static int try_to_use(const char *name)
{
	struct proclook_event *event = proclook_event_new();
	int error = 0;

	if (!event || device_newest(name, PROCLOOK_WAIT_ATTRIBUTE, event))
		error = errno;
	proclook_event_free(event);
	return error;
}

static int report_event(const char *name, const char *node,
			const char *syspath, void *data)
{
	struct info *info = data;
	struct report *report = &info->report;
	int error;

	if (info->only && strcmp(info->only, name))
		return 0;
	error = try_to_use(name);
	info->seen++;
	info->usable += !error;

	report_begin(report, name);
	report_flag(report, "usable", !error);
	if (error)
		report_text(report, "error", strerror(error));
	else
		report_text(report, "scope", device_shows_all(name) ?
			    "all processes" : "your own processes");
	report_node(report, node);
	report_files(report, syspath);
	report_end(report);
	if (error)
		info->code = explain(error, name);
	return 0;
}

static void report_module(struct report *report)
{
	static const char *const files[] = { "version", "srcversion" };
	bool loaded = module_is_loaded();
	char line[256];
	size_t i;

	report_begin(report, "module");
	report_text(report, "kernel", kernel_release());
	report_flag(report, "loaded", loaded);
	report_flag(report, "installed", module_is_installed());
	for (i = 0; i < ARRAY_SIZE(files); i++) {
		char path[64];

		snprintf(path, sizeof(path), MODULE_DIR "/%s", files[i]);
		if (!read_line(path, line, sizeof(line)))
			report_text(report, files[i], line);
	}
	report_begin(report, "parameters");
	report_files(report, MODULE_DIR "/parameters");
	report_end(report);
	report_end(report);
}

static int nothing_found(const struct info *info)
{
	if (info->only)
		return explain(ENOENT, info->only);
	if (module_is_loaded())
		warn_plain("the module is loaded and has no named event: is /sys mounted?");
	else if (module_is_installed())
		warn_plain("the module is not loaded; try: modprobe proclook");
	else
		warn_plain("the module is not loaded and not installed for kernel %s",
			   kernel_release());
	return EXIT_NO_DEVICE;
}

static int inform(struct info *info, bool json)
{
	report_start(&info->report, json);
	report_module(&info->report);
	report_begin(&info->report, "events");
	if (proclook_find(report_event, info) < 0) {
		warn_plain("libudev: %s", strerror(errno));
		info->code = EXIT_ERROR;
	}
	report_end(&info->report);
	report_finish(&info->report);
	if (info->seen && info->usable == info->seen)
		return EXIT_DONE;
	if (info->code)
		return info->code;
	return nothing_found(info);
}

int cmd_info(int argc, char **argv)
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, 'J' },
		{ "help", no_argument, NULL, 'h' },
		{ 0 },
	};
	struct info info = { 0 };
	bool json = false;
	int option;

	while ((option = getopt_long(argc, argv, "Jh", options, NULL)) != -1) {
		if (option == 'h') {
			print_help();
			return EXIT_DONE;
		}
		if (option != 'J')
			return try_help();
		json = true;
	}
	if (argc - optind > 1)
		return usage_error("info: one name at a time");
	if (optind < argc)
		info.only = argv[optind];
	if (info.only && try_to_use(info.only) == EINVAL)
		return explain(EINVAL, info.only);
	return inform(&info, json);
}
