// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>

#include <proclook.h>

#include "command.h"
#include "diagnose.h"
#include "filter.h"
#include "options.h"
#include "output.h"
#include "rows.h"
#include "util.h"

enum {
	OPT_NAME = OPT_COMMAND,
	OPT_USER,
	OPT_TREE,
};

struct listing {
	struct output output;
	struct filter filter;
	bool tree;
	struct rows rows;
};

static int show_row(struct listing *listing, const struct proclook_event *event)
{
	struct row row = { 0 };
	int ret = row_fill(&row, event, listing->output.utc);

	if (!ret && listing->tree)
		ret = rows_add(&listing->rows, &row);
	else if (!ret)
		row_print(&row, 0);
	row_end(&row);
	return ret;
}

static int show_process(struct listing *listing, const struct proclook_event *event)
{
	if (!filter_matches(&listing->filter, event))
		return 0;
	if (listing->output.json || listing->output.format)
		return output_event(&listing->output, event);
	return show_row(listing, event);
}

static int no_memory(void)
{
	warn_plain("no memory");
	return EXIT_ERROR;
}

static int show_all(struct listing *listing, struct proclook_processes *processes,
		    struct proclook_event *event)
{
	int found;

	if (!listing->output.json && !listing->output.format)
		row_print_header();
	while ((found = proclook_processes_next(processes, event))) {
		if (found < 0 && errno != EINTR)
			return explain(errno, DEFAULT_NAME);
		if (found > 0 && show_process(listing, event))
			return no_memory();
	}
	return rows_print_tree(&listing->rows) ? no_memory() : EXIT_DONE;
}

static int list(struct listing *listing)
{
	struct proclook_watch *watch;
	struct proclook_processes *processes;
	struct proclook_event *event = proclook_event_new();
	int code;

	watch = proclook_watch_open(DEFAULT_NAME, PROCLOOK_WAIT_DEVICE);
	if (!watch) {
		code = explain(errno, DEFAULT_NAME);
		proclook_event_free(event);
		return code;
	}
	processes = proclook_processes_new(watch);
	code = processes && event ? show_all(listing, processes, event) : no_memory();
	proclook_processes_free(processes);
	proclook_watch_close(watch);
	proclook_event_free(event);
	return code;
}

static int list_option(struct listing *listing, int option, const char *value)
{
	switch (option) {
	case 'p':
		return filter_add_pids(&listing->filter, value);
	case OPT_NAME:
		listing->filter.name = value;
		return GO_ON;
	case OPT_USER:
		return filter_set_user(&listing->filter, value);
	case OPT_TREE:
		listing->tree = true;
		return GO_ON;
	default:
		return options_apply(&listing->output, option, value);
	}
}

int cmd_list(int argc, char **argv)
{
	static const struct option options[] = {
		{ "pid", required_argument, NULL, 'p' },
		{ "name", required_argument, NULL, OPT_NAME },
		{ "user", required_argument, NULL, OPT_USER },
		{ "tree", no_argument, NULL, OPT_TREE },
		{ 0 },
	};
	struct listing listing = { 0 };
	int option, code = GO_ON;

	while (code == GO_ON &&
	       (option = options_getopt(argc, argv, "p:", options)) != -1)
		code = list_option(&listing, option, optarg);
	if (code == GO_ON && optind < argc)
		code = usage_error("list: '%s' is too much", argv[optind]);
	if (code == GO_ON) {
		output_start(&listing.output);
		code = list(&listing);
	}
	output_end(&listing.output);
	rows_end(&listing.rows);
	filter_end(&listing.filter);
	return code;
}
