// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <getopt.h>

#include <proclook.h>

#include "command.h"
#include "device.h"
#include "diagnose.h"
#include "options.h"
#include "output.h"
#include "util.h"

static int show(struct output *output, const char *name,
		struct proclook_event *event)
{
	if (device_newest(name, PROCLOOK_WAIT_DEVICE, event))
		return explain(errno, name);
	if (!proclook_event_get_record(event)) {
		warn_plain("%s: no event yet", name);
		return EXIT_ERROR;
	}
	if (output_event(output, event)) {
		warn_plain("no memory");
		return EXIT_ERROR;
	}
	return EXIT_DONE;
}

int cmd_show(int argc, char **argv)
{
	static const struct option none;
	struct output output = { 0 };
	struct proclook_event *event;
	int option, code;

	while ((option = options_getopt(argc, argv, "", &none)) != -1) {
		code = options_apply(&output, option, optarg);
		if (code != GO_ON)
			return code;
	}
	if (argc - optind > 1)
		return usage_error("show: one name at a time");
	event = proclook_event_new();
	if (!event) {
		warn_plain("no memory");
		return EXIT_ERROR;
	}
	output_start(&output);
	code = show(&output, optind < argc ? argv[optind] : DEFAULT_NAME, event);
	output_end(&output);
	proclook_event_free(event);
	return code;
}
