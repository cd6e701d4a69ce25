// SPDX-License-Identifier: GPL-2.0-or-later
/* proclook-top: the tree, who is new, who has ended, what is searched for, which rows there are */
#include <tap.h>

#include "view.h"

#define SECOND	1000000000LL
#define PIDS	200000

/* In place of app/follow: at most one process of each id */
static struct process *processes[PIDS];
static struct process *leaving;

static struct model model;
static struct view view;
static int64_t now = 100 * SECOND;

struct process *follow_find(struct follow *follow, int32_t pid, uint64_t start_ns)
{
	struct process *process = pid >= 0 && pid < PIDS ? processes[pid] : NULL;

	(void)follow;
	return process && process->start_ns == start_ns ? process : NULL;
}

static struct program *program_new(const char *path, const char *args, size_t len)
{
	struct program *program = malloc(sizeof(*program));

	if (!program)
		bail_out("no memory");
	*program = (struct program){ 1, strdup(path), malloc(len + 1), len };
	memcpy(program->args, args, len + 1);
	return program;
}

static void program_free(struct program *program)
{
	free(program->path);
	free(program->args);
	free(program);
}

static void process_free(struct process *process)
{
	if (!process)
		return;
	/* Whoever looks at it now is found out */
	program_free(process->program);
	free(process);
}

static void forget_leaving(void)
{
	process_free(leaving);
	leaving = NULL;
}

static void tell(enum change_type type, struct process *process)
{
	const struct change change = {
		.type = type, .process = process, .lost = 7, .error = 2, .shows_all = true,
	};

	if (model_take(&model, &change, now))
		bail_out("no memory");
	forget_leaving();
}

/* The child of a process that is there; its start is ten times its id */
static struct process *process_new(int pid, int ppid, const char *comm)
{
	struct process *process = calloc(1, sizeof(*process));

	if (!process)
		bail_out("no memory");
	process->pid = pid;
	process->start_ns = 10ULL * pid;
	process->ppid = ppid;
	process->parent_start_ns = 10ULL * ppid;
	process->uid = 1000;
	strncpy(process->comm, comm, sizeof(process->comm) - 1);
	process->program = program_new("", "", 0);
	processes[pid] = process;
	return process;
}

static void add(enum change_type type, int pid, int ppid, const char *comm)
{
	tell(type, process_new(pid, ppid, comm));
}

static void end_as(enum change_type type, int pid, int status)
{
	leaving = processes[pid];
	processes[pid] = NULL;
	leaving->end_ns = type == CHANGE_ENDED ? leaving->start_ns + SECOND : 0;
	leaving->exit_status = status;
	tell(type, leaving);
}

static void end(int pid)
{
	end_as(CHANGE_ENDED, pid, 0);
}

static void begin(void)
{
	model_init(&model, NULL);
	view_init(&view, 1000);
	view_set_height(&view, 10);
	tell(CHANGE_OPENED, NULL);
}

static void finish(void)
{
	int pid;

	model_end(&model);
	view_end(&view);
	for (pid = 0; pid < PIDS; pid++) {
		process_free(processes[pid]);
		processes[pid] = NULL;
	}
}

static const char *strokes(const struct row *row)
{
	static char text[2 * VIEW_DEPTH_MAX + 1];
	size_t level;

	for (level = 0; level <= row->depth && level < VIEW_DEPTH_MAX; level++)
		text[level] = row->lines >> level & 1 ? '|' : '.';
	text[level] = '\0';
	return text;
}

/* All rows: "STROKES PID STATE" */
static const char *rows(const struct model *of)
{
	static const char *const states[] = { "", "new", "ended" };
	static char text[65536];
	size_t used = 0, i;

	if (view_arrange(&view, (struct model *)of))
		bail_out("no memory");
	text[0] = '\0';
	for (i = 0; i < view.count && used < sizeof(text) - 128; i++)
		used += snprintf(text + used, sizeof(text) - used, "%s%s%d%s%s",
				 i ? " " : "", strokes(&view.row[i]), view.row[i].pid,
				 states[view.row[i].node->state],
				 view.row[i].found ? "" : "above");
	return text;
}

static void test_tree(void)
{
	begin();
	is_str(rows(&model), "", "nothing");
	add(CHANGE_FOUND, 1, 0, "init");
	add(CHANGE_FOUND, 5, 1, "a");
	add(CHANGE_FOUND, 3, 1, "b");
	add(CHANGE_FOUND, 6, 3, "c");
	add(CHANGE_FOUND, 7, 5, "d");
	add(CHANGE_FOUND, 8, 5, "e");
	add(CHANGE_FOUND, 9, 0, "other");
	tell(CHANGE_READY, NULL);
	is_str(rows(&model), "|1 ||3 ||.6 |.5 |.|7 |..8 .9",
	       "children below their parents, the oldest first");
	is(model.alive, 7, "alive");
	is(model.started, 0, "those that were there have not started since");
	end(3);
	is_str(rows(&model), "|1 ||3ended ||5 |||7 ||.8 |.6 .9",
	       "the child of one that has ended is below the next one");
	is(model.alive, 6, "alive");
	is(model.finished, 1, "finished");
	end(1);
	is_str(rows(&model), "|1ended |3ended |5 ||7 |.8 |6 .9", "at the top there is no next one");
	finish();
}

/* Wherever each is put: the order is the same */
static void test_order(void)
{
	static const int pids[] = { 50, 60, 70, 10, 20, 30, 65, 80, 5, 55, 90, 15 };
	size_t i;

	begin();
	for (i = 0; i < ARRAY_SIZE(pids); i++)
		add(CHANGE_FOUND, pids[i], 0, "a");
	add(CHANGE_FOUND, 12, 10, "b");
	add(CHANGE_FOUND, 61, 10, "b");
	end(10);
	add(CHANGE_FOUND, 11, 0, "a");
	for (i = 1; i < 100; i++)
		if (processes[i] && i % 2)
			end(i);
	rows(&model);
	for (i = 1; i < view.count; i++)
		if (view.row[i].pid <= view.row[i - 1].pid)
			break;
	is(i, 15, "the oldest first");
	finish();
}

static void test_orphans(void)
{
	begin();
	add(CHANGE_FOUND, 4, 3, "a");
	add(CHANGE_FOUND, 3, 2, "b");
	is_str(rows(&model), ".3 ..4", "found before its parent");
	add(CHANGE_FOUND, 2, 1, "c");
	add(CHANGE_FOUND, 1, 0, "d");
	is_str(rows(&model), ".1 ..2 ...3 ....4", "a chain, the youngest first");
	finish();
}

/* Who lies about his parent, or has one from before his id was used again */
static void test_strange_parents(void)
{
	struct process *process;

	begin();
	add(CHANGE_FOUND, 4, 5, "a");
	add(CHANGE_FOUND, 5, 4, "b");
	is_str(rows(&model), ".4 ..5", "parents of each other");
	add(CHANGE_FOUND, 6, 6, "c");
	is_str(rows(&model), "|4 |.5 .6", "a parent of its own");
	process = process_new(7, 4, "d");
	process->parent_start_ns++;
	tell(CHANGE_FORKED, process);
	is_str(rows(&model), "|4 |.5 |6 .7new", "another one has the parent's id");
	finish();
}

static void test_time(void)
{
	begin();
	tell(CHANGE_READY, NULL);
	is(model_next_expiry(&model), INT64_MAX, "nothing is waited for");
	add(CHANGE_FORKED, 1, 0, "a");
	is_str(rows(&model), ".1new", "new");
	is(model.started, 1, "started");
	is(model_next_expiry(&model), now + MODEL_FRESH_NS, "for a while");
	now += MODEL_FRESH_NS - 1;
	ok(!model_expire(&model, now), "not over yet");
	add(CHANGE_FORKED, 2, 1, "b");
	now++;
	ok(model_expire(&model, now), "over");
	is_str(rows(&model), ".1 ..2new", "for the older one");
	end(1);
	is_str(rows(&model), "|1ended .2new", "ended");
	end(2);
	is_str(rows(&model), "|1ended .2ended", "new one has ended");
	is(model_next_expiry(&model), now + MODEL_ENDED_NS, "they stay for a while");
	now += MODEL_ENDED_NS;
	ok(model_expire(&model, now), "that is over");
	is_str(rows(&model), "", "gone");
	is(model_next_expiry(&model), INT64_MAX, "nothing is waited for any more");
	finish();
}

static void test_exec(void)
{
	struct process *process;

	begin();
	add(CHANGE_FOUND, 1, 0, "a");
	process = process_new(2, 1, "bash");
	tell(CHANGE_FORKED, process);
	view_search(&view, "bash");
	is_str(rows(&model), ".1above ..2new", "what it is called");
	strcpy(process->comm, "ls");
	tell(CHANGE_EXECED, process);
	is_str(rows(&model), "", "and what it is called then");
	view_search(&view, "");
	add(CHANGE_EXECED, 3, 1, "unknown");
	is_str(rows(&model), ".1 .|2new ..3new", "one of another user until then is new");
	end_as(CHANGE_VANISHED, 3, 0);
	is_str(rows(&model), ".1 .|2new ..3ended", "vanished");
	process_new(4, 1, "x");
	end_as(CHANGE_ENDED, 4, 0);
	is_str(rows(&model), ".1 .|2new .|3ended ..4ended", "one that nobody knew has ended");
	is(model.alive, 2, "alive");
	finish();
}

static void test_device(void)
{
	begin();
	ok(model.is_open && model.shows_all && !model.is_ready, "opened");
	add(CHANGE_FOUND, 1, 0, "a");
	add(CHANGE_FORKED, 2, 1, "b");
	tell(CHANGE_READY, NULL);
	tell(CHANGE_LOST, NULL);
	tell(CHANGE_LOST, NULL);
	is(model.lost, 14, "what was lost is added up");
	add(CHANGE_FORKED, 3, 2, "c");
	end(3);
	finish();
	begin();
	add(CHANGE_FOUND, 1, 0, "a");
	add(CHANGE_FORKED, 2, 1, "b");
	end(2);
	/* All that was follow's is gone before it is told */
	process_free(processes[1]);
	processes[1] = NULL;
	tell(CHANGE_CLOSED, NULL);
	ok(!model.is_open && model.was_open && model.error == 2, "closed");
	is_str(rows(&model), "", "all are forgotten");
	is(model.alive, 0, "none is alive");
	is(model_next_expiry(&model), INT64_MAX, "and none is waited for");
	tell(CHANGE_OPENED, NULL);
	add(CHANGE_FOUND, 1, 0, "a");
	is_str(rows(&model), ".1", "and there again");
	is(model.started, 1, "what has started since the beginning");
	finish();
}

static void test_bounds(void)
{
	int i;

	begin();
	add(CHANGE_FOUND, 1, 0, "init");
	for (i = 2; i < 2 + 3 * MODEL_ENDED_MAX; i++) {
		add(CHANGE_FORKED, i, 1, "a");
		end(i);
	}
	rows(&model);
	is(model.ended.count, MODEL_ENDED_MAX, "so many that have ended");
	is(view.count, 1 + MODEL_ENDED_MAX, "so many rows");
	is(view.row[1].pid, 2 + 2 * MODEL_ENDED_MAX, "the newest ones");
	is(model.fresh.count, 0, "none is new");
	finish();
}

static void test_depth(void)
{
	const int depth = 100000;
	int i;

	begin();
	for (i = 1; i <= depth; i++)
		add(CHANGE_FORKED, i, i - 1, "chain");
	rows(&model);
	is(view.count, depth, "a chain of %d", depth);
	is(view.row[depth - 1].depth, depth - 1, "to its end");
	is(view.row[depth - 1].lines, 0, "no lines");
	for (i = 1; i < depth; i += 2)
		end(i);
	rows(&model);
	is(view.count, depth / 2 + MODEL_ENDED_MAX, "half of them have ended");
	is(view.row[view.count - 1].depth, depth / 2 - 1, "and the others are as deep");
	finish();
	begin();
	for (i = depth; i >= 1; i--)
		add(CHANGE_FOUND, i, i - 1, "chain");
	rows(&model);
	is(view.row[depth - 1].depth, depth - 1, "the youngest first");
	finish();
}

static void search(const char *text, const char *wanted)
{
	view_search(&view, text);
	is_str(rows(&model), wanted, "search: '%s'", text);
}

static void test_search(void)
{
	struct process *process;

	begin();
	add(CHANGE_FOUND, 1, 0, "init");
	add(CHANGE_FOUND, 2, 1, "shell");
	process = process_new(3, 2, "Editor");
	program_free(process->program);
	process->program = program_new("/opt/Word Star/bin", "edit\0-x\0my file\0", 16);
	tell(CHANGE_FOUND, process);
	add(CHANGE_FOUND, 42, 1, "qwert");
	search("e", ".1above .|2 .|.3 ..42");
	search("ed", ".1above ..2above ...3");
	search("edi", ".1above ..2above ...3");
	search("edit", ".1above ..2above ...3");
	search("EDITOR", ".1above ..2above ...3");
	search("word star", ".1above ..2above ...3");
	search("edit -x my", ".1above ..2above ...3");
	search("-x my file ", ".1above ..2above ...3");
	search("-x my file  ", "");
	search("42", ".1above ..42");
	search("shell", ".1above ..2");
	search("nothing", "");
	search("", ".1 .|2 .|.3 ..42");
	/* What grows is only looked for where it can be, and what shrinks everywhere */
	search("qw", ".1above ..42");
	search("qwe", ".1above ..42");
	search("qwert", ".1above ..42");
	search("qwer", ".1above ..42");
	search("q", ".1above ..42");
	end(42);
	search("qwert", ".1above ..42ended");
	finish();
}

static void test_long_search(void)
{
	char text[4 * VIEW_SEARCH_SIZE];

	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	begin();
	view_search(&view, text);
	is(strlen(view.search), VIEW_SEARCH_SIZE - 1, "a search has an end");
	finish();
}

static void test_filters(void)
{
	struct process *process;

	begin();
	process = process_new(1, 0, "init");
	process->uid = 0;
	tell(CHANGE_FOUND, process);
	process = process_new(2, 0, "kthreadd");
	process->uid = 0;
	process->flags = PROCLOOK_F_KERNEL_THREAD;
	tell(CHANGE_FOUND, process);
	process = process_new(3, 2, "kworker");
	process->uid = 0;
	process->flags = PROCLOOK_F_KERNEL_THREAD;
	tell(CHANGE_FOUND, process);
	add(CHANGE_FOUND, 4, 1, "mine");
	process = process_new(5, 1, "root's");
	process->uid = 0;
	tell(CHANGE_FOUND, process);
	is_str(rows(&model), ".1 .|4 ..5", "no kernel threads");
	view.kernel = true;
	is_str(rows(&model), "|1 ||4 |.5 .2 ..3", "with them");
	view.own = true;
	is_str(rows(&model), ".1above ..4", "one's own, and those above");
	view.kernel = false;
	view.own = false;
	process = process_new(6, 3, "modprobe");
	tell(CHANGE_FORKED, process);
	is_str(rows(&model), "|1 ||4 |.5 .2above ..3above ...6new",
	       "what a kernel thread has started");
	finish();
}

static void test_selection(void)
{
	int i;

	begin();
	ok(!view_selected(&view), "nothing can be selected");
	view_move(&view, 1);
	for (i = 10; i < 50; i++)
		add(CHANGE_FOUND, i, 0, "a");
	rows(&model);
	is(view_selected(&view)->pid, 10, "the first one");
	view_move(&view, 20);
	is(view_selected(&view)->pid, 30, "so many further down");
	is(view.top, 11, "it is on the screen");
	view_move(&view, -5);
	is(view_selected(&view)->pid, 25, "and up");
	is(view.top, 11, "nothing moves that need not");
	add(CHANGE_FOUND, 5, 0, "b");
	add(CHANGE_FOUND, 6, 0, "b");
	rows(&model);
	is(view_selected(&view)->pid, 25, "it stays on its process");
	is(view.index - view.top, 4, "on the same line");
	end(25);
	rows(&model);
	is(view_selected(&view)->pid, 25, "which has ended");
	now += MODEL_ENDED_NS;
	model_expire(&model, now);
	rows(&model);
	is(view_selected(&view)->pid, 26, "and is gone: the next one");
	view_move(&view, PTRDIFF_MAX);
	is(view_selected(&view)->pid, 49, "the last one");
	is(view.top, view.count - 10, "at the end of the screen");
	end(49);
	now += MODEL_ENDED_NS;
	model_expire(&model, now);
	rows(&model);
	is(view_selected(&view)->pid, 48, "gone: the last one");
	view_move(&view, -PTRDIFF_MAX);
	is(view_selected(&view)->pid, 5, "the first one");
	view_move(&view, 2);
	view_turn(&view, 1);
	is(view_selected(&view)->pid, 19, "a page further down");
	is(view.top, 9, "with what is around it");
	view_turn(&view, 9);
	is(view_selected(&view)->pid, 48, "no further than to the last one");
	view_turn(&view, -9);
	is(view_selected(&view)->pid, 5, "nor than to the first one");
	view_set_height(&view, 0);
	view_move(&view, 3);
	view_set_height(&view, 1);
	is(view.top, 3, "a screen with one line");
	view_set_height(&view, 1000);
	is(view.top, 0, "a screen with more than there is");
	view_search(&view, "no such thing");
	rows(&model);
	ok(!view_selected(&view), "nothing is found");
	view_search(&view, "");
	rows(&model);
	is(view_selected(&view)->pid, 11, "what was selected is so again");
	finish();
}

static void test_copy(void)
{
	struct model frozen;
	char *before;

	begin();
	add(CHANGE_FOUND, 1, 0, "a");
	add(CHANGE_FOUND, 2, 1, "b");
	add(CHANGE_FOUND, 3, 2, "c");
	add(CHANGE_FORKED, 4, 1, "d");
	end(3);
	tell(CHANGE_READY, NULL);
	before = strdup(rows(&model));
	if (model_copy(&frozen, &model))
		bail_out("no memory");
	is_str(rows(&frozen), before, "a copy is the same");
	end(1);
	end(2);
	add(CHANGE_FORKED, 5, 4, "e");
	now += MODEL_ENDED_NS;
	model_expire(&model, now);
	is_str(rows(&frozen), before, "and stays so, whatever happens");
	search("b", "");
	view_search(&view, "b");
	is_str(rows(&frozen), ".1above ..2", "it can be searched");
	view_search(&view, "");
	is_str(rows(&model), ".4 ..5", "what is goes on");
	model_end(&frozen);
	free(before);
	finish();
}

int main(void)
{
	test_tree();
	test_order();
	test_orphans();
	test_strange_parents();
	test_time();
	test_exec();
	test_device();
	test_bounds();
	test_depth();
	test_search();
	test_long_search();
	test_filters();
	test_selection();
	test_copy();
	return done_testing();
}
