// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What people write on the command line: numbers, times, lists of types and of
 * process ids, users, names; each is read a second time, in another way
 *
 *	input: a limit, a record's type and pid, the text
 */
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "filter.h"
#include "fuzz.h"
#include "internal.h"
#include "util.h"

/* From filter.c: no item of a list is longer */
#define ITEM_MAX	15

/* The digits that @text begins with, as a number that no text here overflows */
static size_t read_digits(const char *text, unsigned __int128 *number)
{
	size_t len = strspn(text, "0123456789");
	size_t zeros = strspn(text, "0");
	size_t i;

	*number = 0;
	if (len - (zeros < len ? zeros : len) > 30)
		*number = ~*number;
	else
		for (i = 0; i < len; i++)
			*number = *number * 10 + (text[i] & 0xf);
	return len;
}

static bool number_is_good(const char *text, uint64_t max, uint64_t *number)
{
	unsigned __int128 wide;
	size_t len = read_digits(text, &wide);

	*number = wide;
	return len && len == strlen(text) && wide <= max;
}

static bool period_is_good(const char *text, int64_t *ns)
{
	static const char units[] = " us ms s m ";
	unsigned __int128 wide;
	size_t len = read_digits(text, &wide);
	char unit[8];

	/* Spaces cannot be in what follows, so it is one whole unit or none */
	if (!len || wide > INT64_MAX || strchr(text, ' ') || strlen(text + len) > 2)
		return false;
	snprintf(unit, sizeof(unit), " %s ", text + len);
	if (text[len] && !strstr(units, unit))
		return false;
	wide *= text[len] == 'u' ? 1000 : text[len] == 's' ? 1000000000 :
		!strcmp(text + len, "m") ? 60000000000 : 1000000;
	*ns = wide;
	return wide <= INT64_MAX;
}

static void check_number(const char *text, uint64_t max)
{
	uint64_t number = 0xcccc, wanted;
	bool good = number_is_good(text, max, &wanted);

	must(parse_number(text, max, &number) == (good ? 0 : -1));
	must(!good || number == wanted);
}

static void check_period(const char *text)
{
	int64_t ns = 0xcccc, wanted;
	bool good = period_is_good(text, &wanted);

	must(parse_period(text, &ns) == (good ? 0 : -1));
	must(!good || ns == wanted);
}

/* Calls @item for each piece between commas until one is refused */
static bool all_items(const char *list, bool (*item)(const char *text, void *data),
		      void *data)
{
	char *copy = strdup(list), *rest = copy, *text;
	bool good = copy;

	while (good && (text = strsep(&rest, ",")))
		good = strlen(text) <= ITEM_MAX && item(text, data);
	free(copy);
	return good;
}

struct types {
	int last;
	bool all;
	bool wanted[7];
};

static bool add_type(const char *text, void *data)
{
	static const char *const names[] = { NULL, "fork", "exec", "exit", "thread_create",
		"thread_exit", "image_load" };
	struct types *types = data;
	int i;

	for (i = 1; i <= types->last; i++) {
		if (strcmp(text, names[i]))
			continue;
		types->wanted[i] = true;
		return true;
	}
	types->all |= !strcmp(text, "all");
	return !strcmp(text, "all");
}

struct pids {
	int32_t asked;
	bool found;
	size_t count;
};

static bool add_pid(const char *text, void *data)
{
	struct pids *pids = data;
	uint64_t pid;

	if (!number_is_good(text, INT32_MAX, &pid) || !pid)
		return false;
	pids->found |= pid == (uint64_t)pids->asked;
	pids->count++;
	return true;
}

/* As the module tests it */
static bool module_passes(const struct proclook_filter *part,
			  const struct proclook_record *record)
{
	if (record->type < 64 && !(part->types >> record->type & 1))
		return false;
	if (part->flags & PROCLOOK_FILTER_UID && part->uid != record->uid)
		return false;
	return !(part->flags & PROCLOOK_FILTER_COMM) ||
	       !strncmp(part->comm, record->comm, strlen(part->comm));
}

/* What the module is asked for is sane, and leaves out nothing that is wanted */
static void check_part(const struct filter *filter, const struct proclook_record *record,
		       bool matches)
{
	struct proclook_filter part;
	bool some;

	memset(&part, 0xa5, sizeof(part));
	some = filter_for_module(filter, &part);
	must(part.types && !part.reserved[0] && !part.reserved[1]);
	must(some == (part.flags || part.types != PROCLOOK_FILTER_ALL_TYPES));
	must(!part.comm[PROCLOOK_COMM_LEN - 1]);
	must(!part.comm[0] == !(part.flags & PROCLOOK_FILTER_COMM));
	must(!matches || module_passes(&part, record));
}

/* An event that has nothing but what filters look at */
static bool passes(const struct filter *filter, unsigned int type, int32_t pid)
{
	struct proclook_event *event = proclook_event_new();
	struct proclook_record *record;
	bool matches;

	must(event);
	record = (struct proclook_record *)event->buf;
	memset(record, 0, sizeof(*record) + 8);
	record->size = sizeof(*record) + 8;
	record->header_size = sizeof(*record);
	record->seq = 1;
	record->type = type;
	record->pid = pid;
	record->uid = pid & 3;
	if (filter->name)
		strncpy(record->comm, filter->name, sizeof(record->comm) - 1);
	must(!pl_event_check(event, record->size));
	matches = filter_matches(filter, event);
	check_part(filter, record, matches);
	proclook_event_free(event);
	return matches;
}

static void check_types(const char *text, unsigned int type)
{
	struct types types = { .last = 6 }, few = { .last = 3 };
	bool good = all_items(text, add_type, &types);
	struct filter filter = { 0 };

	must(filter_add_types(&filter, text) == (good ? GO_ON : EXIT_USAGE));
	must(!good || passes(&filter, type, 1) ==
	     (types.all || (type < 7 && types.wanted[type])));
	filter_end(&filter);
	good = all_items(text, add_type, &few);
	must(filter_add_process_types(&filter, text) == (good ? GO_ON : EXIT_USAGE));
}

static void check_user(const char *text, unsigned int type)
{
	const struct passwd *entry = getpwnam(text);
	struct filter filter = { 0 };
	uint64_t uid;
	bool good = number_is_good(text, UINT32_MAX - 1, &uid);

	if (entry)
		uid = entry->pw_uid;
	must(filter_set_user(&filter, text) == (good || entry ? GO_ON : EXIT_USAGE));
	must(filter.one_user == (good || entry));
	must(!filter.one_user || filter.uid == uid);
	must(!filter.one_user || passes(&filter, type, 1) == (uid == 1));
}

/* The name of the event is the pattern, or its beginning */
static void check_name(const char *text, unsigned int type)
{
	struct filter filter = { .name = text, .types = 1ULL << type % 7 };
	size_t len = strcspn(text, "*?[]\\");

	must(passes(&filter, type, 1) <= (type < 7 && type == type % 7));
	must(text[len] || !*text || len >= PROCLOOK_COMM_LEN || type >= 7 ||
	     passes(&filter, type, 1));
}

static void check_pids(const char *text, int32_t pid)
{
	struct pids pids = { .asked = pid };
	bool good = all_items(text, add_pid, &pids);
	struct filter filter = { 0 };

	must(filter_add_pids(&filter, text) == (good ? GO_ON : EXIT_USAGE));
	must(!good || filter.pid_count == pids.count);
	must(!good || passes(&filter, 1, pid) == pids.found);
	filter_end(&filter);
}

static const char *const words[] = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "42",
	"us", "ms", "s", "m", ",", "fork", "exec", "exit", "thread_", "create",
	"image_load", "lost", "root", "*", "?", "[", "all", " ", "-", "+", ".",
	"214748364", "922337203685477580", "1844674407370955161", NULL };

static uint64_t take_limit(struct input *input)
{
	switch (take(input, 1) % 4) {
	case 0:
		return UINT64_MAX;
	case 1:
		return INT32_MAX;
	case 2:
		return take_up_to(input, 19);
	default:
		return take(input, 8);
	}
}

static void silence(void)
{
	static FILE *nowhere;

	if (!nowhere)
		nowhere = fopen("/dev/null", "w");
	must(nowhere);
	stderr = nowhere;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { data, size };
	uint64_t max = take_limit(&input);
	unsigned int type = 1 + take_up_to(&input, 64);
	int32_t pid = 1 + take(&input, 1);
	FILE *own = stderr;
	char *text = take_text(&input, take_up_to(&input, 23), words);

	/* What was refused is explained there */
	silence();
	check_number(text, max);
	check_period(text);
	check_types(text, type);
	check_pids(text, pid);
	check_user(text, type);
	check_name(text, type);
	stderr = own;
	free(text);
	return 0;
}
