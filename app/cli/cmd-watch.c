// SPDX-License-Identifier: GPL-2.0-or-later
#include <getopt.h>
#include <string.h>

#include "command.h"
#include "job.h"
#include "options.h"
#include "util.h"

enum {
	OPT_IDLE = OPT_COMMAND,
	OPT_DURATION,
	OPT_NAME,
	OPT_INITIAL,
	OPT_BANNER,
	OPT_SUMMARY,
	OPT_WAIT_ON,
	OPT_DUPLICATES,
	OPT_FOLLOW,
	OPT_USER,
	OPT_LATEST,
	OPT_TREE,
};

static int wait_on_option(struct job *job, const char *value)
{
	if (!strcmp(value, "attribute"))
		job->wait_on = PROCLOOK_WAIT_ATTRIBUTE;
	else if (!strcmp(value, "device"))
		job->wait_on = PROCLOOK_WAIT_DEVICE;
	else
		return usage_error("--wait-on: '%s' is not attribute or device",
				   value);
	return GO_ON;
}

static bool flag_option(struct job *job, int option)
{
	switch (option) {
	case 'q':
		return job->quiet = true;
	case OPT_INITIAL:
		return job->initial = true;
	case OPT_BANNER:
		return job->banner = true;
	case OPT_SUMMARY:
		return job->summary = true;
	case OPT_DUPLICATES:
		return job->duplicates = true;
	case OPT_FOLLOW:
		return job->follow = true;
	case OPT_LATEST:
		return job->latest = true;
	case OPT_TREE:
		return job->indent = true;
	default:
		return false;
	}
}

static int watch_option(struct job *job, int option, const char *value)
{
	switch (option) {
	case 'n':
		return limit_option("num-events", value, &job->limit);
	case 'e':
		return filter_add_types(&job->filter, value);
	case 'p':
		return filter_add_pids(&job->filter, value);
	case OPT_NAME:
		job->filter.name = value;
		return GO_ON;
	case OPT_USER:
		return filter_set_user(&job->filter, value);
	case OPT_IDLE:
		return period_option("idle-timeout", value, &job->idle);
	case OPT_DURATION:
		return period_option("duration", value, &job->duration);
	case OPT_WAIT_ON:
		return wait_on_option(job, value);
	default:
		return flag_option(job, option) ? GO_ON :
		       options_apply(&job->output, option, value);
	}
}

int cmd_watch(int argc, char **argv)
{
	static const struct option options[] = {
		{ "num-events", required_argument, NULL, 'n' },
		{ "event", required_argument, NULL, 'e' },
		{ "pid", required_argument, NULL, 'p' },
		{ "name", required_argument, NULL, OPT_NAME },
		{ "user", required_argument, NULL, OPT_USER },
		{ "idle-timeout", required_argument, NULL, OPT_IDLE },
		{ "duration", required_argument, NULL, OPT_DURATION },
		{ "wait-on", required_argument, NULL, OPT_WAIT_ON },
		{ "latest", no_argument, NULL, OPT_LATEST },
		{ "tree", no_argument, NULL, OPT_TREE },
		{ "initial", no_argument, NULL, OPT_INITIAL },
		{ "banner", no_argument, NULL, OPT_BANNER },
		{ "summary", no_argument, NULL, OPT_SUMMARY },
		{ "show-duplicates", no_argument, NULL, OPT_DUPLICATES },
		{ "follow", no_argument, NULL, OPT_FOLLOW },
		{ "quiet", no_argument, NULL, 'q' },
		{ 0 },
	};
	struct job job = {
		.name = DEFAULT_NAME,
		.wait_on = PROCLOOK_WAIT_ATTRIBUTE,
		.idle = NEVER,
		.duration = NEVER,
	};
	int option, code = GO_ON;

	while (code == GO_ON &&
	       (option = options_getopt(argc, argv, "n:e:p:q", options)) != -1)
		code = watch_option(&job, option, optarg);
	if (code == GO_ON && argc - optind > 1)
		code = usage_error("watch: one name at a time");
	if (code == GO_ON) {
		if (optind < argc)
			job.name = argv[optind];
		code = job_run(&job);
	}
	filter_end(&job.filter);
	return code;
}
