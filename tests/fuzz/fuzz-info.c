// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * "proclook info" on a machine whose files and names are anything: what it prints
 * is one JSON object, or lines for people, and says what the files do.
 *
 *	input: options, the machine, see sysfs_begin(), and its answers
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "fake.h"
#include "program.h"
#include "sysfs.h"
#include "text.h"
#include "util.h"

/* From util.c and cmd-info.c: a line is read so far, and shown so far */
#define LINE_MAX_SHOWN	255
#define TEXT_MAX_SHOWN	1023

/* One that is compressed has one more suffix */
static bool is_our_name(const char *name, size_t len)
{
	return (len == 11 || (len > 11 && name[11] == '.')) &&
	       !memcmp(name, "proclook.ko", 11);
}

/* "folder/NAME.ko: what it needs", a line each */
static bool is_installed(const char *list, size_t len)
{
	while (len) {
		size_t line = strcspn(list, "\n"), path = strcspn(list, ":\n");
		size_t name = path;

		while (name && list[name - 1] != '/')
			name--;
		if (is_our_name(list + name, path - name))
			return true;
		line += line < len;
		list += line;
		len -= line;
	}
	return false;
}

/* The value is what proclook_escape() makes of the beginning of @raw */
static void check_text(const json_t *json, const char *raw, size_t len)
{
	const char *text = json_string_value(json);
	char *back;
	size_t got;

	must(text);
	back = room(strlen(text) + 1);
	got = unescape(text, back);
	must(got == len || (got < len && strlen(text) + 10 > TEXT_MAX_SHOWN));
	must(!memcmp(back, raw, got));
	free(back);
}

static void check_module(const json_t *module)
{
	const json_t *srcversion = json_object_get(module, "srcversion");
	size_t len;

	check_text(json_object_get(module, "kernel"), sysfs.release,
		   strlen(sysfs.release));
	must(json_is_true(json_object_get(module, "loaded")) == sysfs.loaded);
	must(json_is_true(json_object_get(module, "installed")) ==
	     (sysfs.modules && is_installed(sysfs.modules, sysfs.modules_len)));
	if (!srcversion)
		return;
	len = strnlen(sysfs.srcversion, sysfs.srcversion_len);
	len = len < LINE_MAX_SHOWN ? len : LINE_MAX_SHOWN;
	len = memchr(sysfs.srcversion, '\n', len) ?
	      strcspn(sysfs.srcversion, "\n") : len;
	check_text(srcversion, sysfs.srcversion, len);
}

static void check_json(const char *out, size_t len)
{
	json_t *json = json_loadb(out, len, 0, NULL);

	must(len && out[len - 1] == '\n' && is_fit(out, len - 1));
	must(json_is_object(json));
	check_module(json_object_get(json, "module"));
	must(json_is_object(json_object_get(json, "events")));
	json_decref(json);
}

static void check_lines(const char *out)
{
	while (*out) {
		size_t len = strcspn(out, "\n");

		must(out[len] && is_fit(out, len) && memchr(out, ':', len));
		out += len + 1;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char program[] = "proclook", info[] = "info", option[] = "--json";
	char *argv[] = { program, info, NULL, NULL };
	struct input input = { data, size };
	bool json = take(&input, 1) & 1;
	struct run run;

	if (json)
		argv[2] = option;
	sysfs_begin(&input);
	run_program(&run, 2 + json, argv);
	/* Nothing can be opened */
	must(run.code != EXIT_DONE);
	if (json)
		check_json(run.out, run.out_len);
	else
		check_lines(run.out);
	run_end(&run);
	sysfs_end();
	return 0;
}
