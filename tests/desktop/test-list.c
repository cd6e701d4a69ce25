// SPDX-License-Identifier: GPL-2.0-or-later
/* The list alone: which rows, in which order, and what it tells those who listen to it */
#include <string.h>

#include "list.h"
#include "tap.h"

#define MAX_ENDED	100
#define MANY		1000

static char no_args[1];
static struct program program = { .users = 1, .path = no_args, .args = no_args };

/* What a listener has that knows nothing but the signals */
struct mirror {
	GPtrArray *rows;
	unsigned int signals;
};

static void follow_signal(GListModel *model, guint position, guint removed, guint added,
			  struct mirror *mirror)
{
	guint i;

	if (position + removed > mirror->rows->len)
		bail_out("removed %u at %u of %u", removed, position, mirror->rows->len);
	if (removed)
		g_ptr_array_remove_range(mirror->rows, position, removed);
	for (i = 0; i < added; i++)
		g_ptr_array_insert(mirror->rows, position + i,
				   g_list_model_get_item(model, position + i));
	mirror->signals++;
}

static void mirror_init(struct mirror *mirror, DesktopList *list)
{
	mirror->rows = g_ptr_array_new_with_free_func(g_object_unref);
	mirror->signals = 0;
	g_signal_connect(list, "items-changed", G_CALLBACK(follow_signal), mirror);
}

static void mirror_free(struct mirror *mirror, DesktopList *list)
{
	g_signal_handlers_disconnect_by_func(list, follow_signal, mirror);
	g_ptr_array_unref(mirror->rows);
}

/* Has the listener what the list has, and is that in order? */
static bool is_right(const struct mirror *mirror, DesktopList *list)
{
	GListModel *model = G_LIST_MODEL(list);
	uint64_t newest = UINT64_MAX;
	guint i;

	if (mirror->rows->len != g_list_model_get_n_items(model))
		return false;
	for (i = 0; i < mirror->rows->len; i++) {
		DesktopRow *row = g_list_model_get_item(model, i);

		g_object_unref(row);
		if (row != g_ptr_array_index(mirror->rows, i) || row->shown.news_ns > newest)
			return false;
		newest = row->shown.news_ns;
	}
	return true;
}

static void tell(DesktopList *list, enum change_type type, struct process *process,
		 uint64_t time_ns)
{
	const struct change change = { .type = type, .process = process, .time_ns = time_ns };

	desktop_list_take(list, &change);
}

static struct process process(int32_t pid, uint64_t start_ns)
{
	return (struct process){ .pid = pid, .start_ns = start_ns, .program = &program };
}

static void end(DesktopList *list, struct process *process, int status, uint64_t time_ns)
{
	process->end_ns = time_ns;
	process->exit_status = status;
	tell(list, CHANGE_ENDED, process, time_ns);
}

static const DesktopRow *row_at(DesktopList *list, guint position)
{
	gpointer row = g_list_model_get_item(G_LIST_MODEL(list), position);
	const DesktopRow *kept = row;

	if (!row)
		bail_out("no row %u", position);
	/* The list has another reference */
	g_object_unref(row);
	return kept;
}

static void test_order(void)
{
	DesktopList *list = desktop_list_new(MAX_ENDED);
	struct mirror mirror;
	struct process old = process(1, 1), shell = process(2, 5), child = process(3, 10);
	const DesktopRow *row;

	mirror_init(&mirror, list);
	tell(list, CHANGE_FOUND, &shell, 0);
	tell(list, CHANGE_FOUND, &old, 0);
	is(g_list_model_get_n_items(G_LIST_MODEL(list)), 0, "nothing before it is told to");
	is(desktop_list_get_pending(list), 2, "but it is counted");
	desktop_list_apply(list);
	is(mirror.signals, 1, "two at once: one signal");
	is(desktop_list_get_pending(list), 0, "nothing is left to show");
	is(row_at(list, 0)->shown.pid, 2, "what was started last stands first");
	tell(list, CHANGE_FORKED, &child, 10);
	desktop_list_apply(list);
	row = row_at(list, 0);
	is(row->shown.pid, 3, "a new one stands first");
	is(row->shown.outcome, OUTCOME_RUNNING, "and runs");
	end(list, &old, 11, 20);
	is(row_at(list, 2)->shown.outcome, OUTCOME_RUNNING, "what is shown stands still");
	desktop_list_apply(list);
	is(row_at(list, 0)->shown.pid, 1, "what has ended comes to the front");
	is(row_at(list, 0)->shown.outcome, OUTCOME_CRASHED, "and says how");
	ok(row_at(list, 1) == row, "the others are the same rows");
	ok(!old.user, "who has ended has no row");
	tell(list, CHANGE_VANISHED, &shell, 0);
	desktop_list_apply(list);
	is(row_at(list, 0)->shown.outcome, OUTCOME_UNSEEN, "an end that nobody saw");
	ok(is_right(&mirror, list), "a listener has the same");
	mirror_free(&mirror, list);
	g_object_unref(list);
}

static void test_find(void)
{
	DesktopList *list = desktop_list_new(MAX_ENDED);
	struct process first = process(7, 1), second = process(7, 2);

	tell(list, CHANGE_FORKED, &first, 1);
	end(list, &first, 0, 2);
	tell(list, CHANGE_FORKED, &second, 2);
	is(desktop_list_find(list, 7, 2)->live.outcome, OUTCOME_RUNNING, "found: who runs");
	is(desktop_list_find(list, 7, 1)->live.outcome, OUTCOME_ENDED,
	   "found: the one that had this id before");
	ok(!desktop_list_find(list, 7, 3), "not found");
	g_object_unref(list);
}

/* Shown or not, it keeps no more than it should */
static void test_bound(bool shown)
{
	DesktopList *list = desktop_list_new(MAX_ENDED);
	struct mirror mirror;
	struct process runs = process(1, 1);
	unsigned int i;

	mirror_init(&mirror, list);
	tell(list, CHANGE_FOUND, &runs, 0);
	for (i = 0; i < MANY; i++) {
		struct process next = process(i + 2, i + 2);

		tell(list, CHANGE_FORKED, &next, i + 2);
		end(list, &next, 0, i + 2);
		if (shown)
			desktop_list_apply(list);
	}
	is(desktop_list_get_pending(list), shown ? 0 : 1 + 2 * MANY, "all are counted");
	desktop_list_apply(list);
	is(g_list_model_get_n_items(G_LIST_MODEL(list)), MAX_ENDED + 1,
	   "those that run, and so many that have ended");
	is(row_at(list, 0)->shown.pid, MANY + 1, "the last ones");
	is(row_at(list, MAX_ENDED)->shown.pid, 1, "who runs stays");
	ok(is_right(&mirror, list), "a listener has the same");
	mirror_free(&mirror, list);
	g_object_unref(list);
}

static void test_close(void)
{
	DesktopList *list = desktop_list_new(MAX_ENDED);
	struct process runs = process(1, 1), ends = process(2, 2), again;

	tell(list, CHANGE_FOUND, &runs, 0);
	tell(list, CHANGE_FORKED, &ends, 2);
	end(list, &ends, 256, 3);
	desktop_list_apply(list);
	tell(list, CHANGE_CLOSED, NULL, 0);
	desktop_list_apply(list);
	is(g_list_model_get_n_items(G_LIST_MODEL(list)), 1, "closed: who runs is not known");
	is(row_at(list, 0)->shown.outcome, OUTCOME_FAILED, "closed: what has ended is");
	again = process(1, 1);
	tell(list, CHANGE_OPENED, NULL, 0);
	tell(list, CHANGE_FOUND, &again, 0);
	desktop_list_apply(list);
	is(g_list_model_get_n_items(G_LIST_MODEL(list)), 2, "opened: they are found again");
	g_object_unref(list);
}

static void note(DesktopRow *row, unsigned int *changed)
{
	(void)row;
	(*changed)++;
}

static void test_changed(void)
{
	DesktopList *list = desktop_list_new(MAX_ENDED);
	struct process one = process(1, 1);
	unsigned int changed = 0;

	tell(list, CHANGE_FORKED, &one, 1);
	desktop_list_apply(list);
	g_signal_connect(one.user, "changed", G_CALLBACK(note), &changed);
	tell(list, CHANGE_EXECED, &one, 2);
	tell(list, CHANGE_EXECED, &one, 3);
	is(changed, 0, "a row does not change before the list does");
	desktop_list_apply(list);
	is(changed, 1, "many changes of a row are one");
	desktop_list_apply(list);
	is(changed, 1, "nothing new, nothing told");
	g_object_unref(list);
}

/* Anything, in any order, in portions of any size */
static void test_anything(void)
{
	static struct process all[MANY];
	DesktopList *list = desktop_list_new(MAX_ENDED);
	struct mirror mirror;
	unsigned int wrong = 0, i;
	uint64_t now = 1;

	mirror_init(&mirror, list);
	srandom(1);
	for (i = 0; i < 100 * MANY; i++) {
		struct process *one = &all[random() % MANY];

		now++;
		if (!one->pid) {
			*one = process(one - all + 1, now);
			tell(list, random() % 2 ? CHANGE_FORKED : CHANGE_FOUND, one, now);
		} else if (random() % 2) {
			tell(list, CHANGE_EXECED, one, now);
		} else {
			end(list, one, 0, now);
			one->pid = 0;
		}
		if (random() % 50)
			continue;
		desktop_list_apply(list);
		wrong += !is_right(&mirror, list);
	}
	is(wrong, 0, "anything: a listener has the same");
	tell(list, CHANGE_CLOSED, NULL, 0);
	desktop_list_apply(list);
	ok(is_right(&mirror, list), "anything: and when most of it goes");
	mirror_free(&mirror, list);
	g_object_unref(list);
}

int main(void)
{
	test_order();
	test_find();
	test_bound(true);
	test_bound(false);
	test_close();
	test_changed();
	test_anything();
	return done_testing();
}
