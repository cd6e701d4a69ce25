// SPDX-License-Identifier: GPL-2.0-or-later
/* The processes there are: all of them, in batches, each once, and with them its moment */
#include <errno.h>
#include <tap.h>

#include "watcher.h"

#define PROCESSES	300

static struct sample processes[PROCESSES];
static struct proclook_processes *list;

static void begin(size_t count)
{
	size_t i;

	watcher_open(PROCLOOK_WAIT_DEVICE);
	for (i = 0; i < count; i++) {
		processes[i] = sample_exec;
		processes[i].type = PROCLOOK_EXISTING;
		processes[i].args_len = 0;
		processes[i].args_total = 0;
		processes[i].pid = 1 + i * 3;
	}
	fake.processes = processes;
	fake.process_count = count;
	list = proclook_processes_new(watch);
	ok(list, "a list");
}

static void end(const char *what)
{
	proclook_processes_free(list);
	watcher_close(what);
}

static int pid(void)
{
	const struct proclook_record *record = proclook_event_get_record(event);

	return record ? record->pid : 0;
}

/* The rest of them, from one on */
static void is_rest(size_t from, size_t count, const char *what)
{
	size_t right = from;

	while (right < count && proclook_processes_next(list, event) == 1 &&
	       pid() == processes[right].pid)
		right++;
	is(right, count, "%s: each once, in their order", what);
	is(proclook_processes_next(list, event), 0, "%s: then none", what);
	is(proclook_processes_next(list, event), 0, "%s: and none again", what);
}

static void test_all(void)
{
	begin(PROCESSES);
	is_str(fake.steps, "", "nothing is asked before the first");
	is(proclook_processes_get_seq(list), 0, "no number before the first");
	fake_event(&sample_exec);
	fake_event(&sample_exec);
	is(proclook_processes_next(list, event), 1, "the first");
	is(pid(), 1, "is the first");
	is_str(proclook_event_get_path(event), "/usr/bin/ls", "with its path");
	is(proclook_event_get_missed(event), 0, "no gap");
	is(proclook_event_get_generation(event), (long long)fake.generation, "generation");
	is(proclook_processes_get_seq(list), 2, "the number from then");
	fake_event(&sample_exec);
	is_rest(1, PROCESSES, "one batch");
	is_str(fake.steps, "L", "all in one call");
	is(proclook_processes_get_seq(list), 2, "the number stays");
	end("all");
}

static void test_batches(void)
{
	begin(7);
	fake.list_records = 3;
	fake_event(&sample_exec);
	is(proclook_processes_next(list, event), 1, "batches: the first");
	fake_event(&sample_exec);
	is_rest(1, 7, "batches");
	is_str(fake.steps, "LLL", "batches: a call each");
	is(proclook_processes_get_seq(list), 1, "batches: the number is that of the first");
	end("batches");

	begin(6);
	fake.list_records = 3;
	is_rest(0, 6, "a last batch of nothing");
	end("even batches");
}

/* Before the first event a process has number 0, as an event never has */
static void test_none(void)
{
	begin(0);
	is(proclook_processes_next(list, event), 0, "no process");
	ok(!proclook_event_get_record(event), "no record");
	end("none");

	begin(1);
	is(proclook_processes_next(list, event), 1, "a process before the first event");
	is(seq(), 0, "number 0");
	end("no event");
}

static void test_large(void)
{
	static char large[FAKE_RECORD_MAX - 1000];

	memset(large, 'p', sizeof(large));
	begin(3);
	processes[1].path = large;
	processes[1].path_len = sizeof(large);
	fake.list_records = 1;
	is(proclook_processes_next(list, event), 1, "before a large one");
	is(proclook_processes_next(list, event), 1, "larger than we know");
	is(strlen(proclook_event_get_path(event)), sizeof(large), "it is all there");
	is(proclook_processes_next(list, event), 1, "behind a large one");
	is(pid(), processes[2].pid, "it is the next");
	end("large");
}

static uint32_t wanted_size;

static void forget_end(struct proclook_list *answer)
{
	answer->state = 0;
}

static void use_nothing(struct proclook_list *answer)
{
	answer->used = 0;
	answer->state = 0;
}

static void use_too_much(struct proclook_list *answer)
{
	answer->used = answer->buf_size + 8;
}

static void cut_short(struct proclook_list *answer)
{
	answer->used -= 8;
}

static void spoil(struct proclook_list *answer)
{
	struct proclook_record *record = (void *)(uintptr_t)answer->buf;

	record->size = wanted_size;
}

static void name_event(struct proclook_list *answer)
{
	struct proclook_record *record = (void *)(uintptr_t)answer->buf;

	record->type = PROCLOOK_FORK;
	record->seq = 1;
}

static void refused(void (*how)(struct proclook_list *), const char *what)
{
	begin(1);
	fake.spoil_list = how;
	errno = 0;
	is(proclook_processes_next(list, event), -1, "%s: refused", what);
	is(errno, EPROTO, "%s: EPROTO", what);
	ok(!proclook_event_get_record(event), "%s: the event is as it was", what);
	end(what);
}

static void test_nonsense(void)
{
	static const uint32_t sizes[] = { 0, 4, 7, 120, 9000, UINT32_MAX };
	size_t i;

	refused(use_nothing, "neither a process nor the end");
	refused(use_too_much, "more than there was room for");
	refused(cut_short, "half a process");
	refused(name_event, "an event in the list");
	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		wanted_size = sizes[i];
		refused(spoil, "another size");
	}
	begin(1);
	fake.spoil_list = forget_end;
	is(proclook_processes_next(list, event), 1, "one that does not end");
	errno = 0;
	is(proclook_processes_next(list, event), -1, "is not asked for ever");
	is(errno, EPROTO, "EPROTO");
	end("endless");
}

static void test_errors(void)
{
	begin(4);
	fake.list_records = 2;
	fake.ioctl_error = EINTR;
	errno = 0;
	is(proclook_processes_next(list, event), -1, "a signal");
	is(errno, EINTR, "EINTR");
	is(proclook_processes_next(list, event), 1, "called again");
	is(proclook_processes_next(list, event), 1, "the second");
	fake.ioctl_error = EINTR;
	is(proclook_processes_next(list, event), -1, "a signal between two batches");
	is(pid(), processes[1].pid, "the event is as it was");
	is_rest(2, 4, "then it goes on");
	end("EINTR");

	begin(1);
	fake.ioctl_error = EMSGSIZE;
	errno = 0;
	is(proclook_processes_next(list, event), -1, "EMSGSIZE without a size");
	is(errno, EPROTO, "is nonsense");
	fake_gone();
	errno = 0;
	is(proclook_processes_next(list, event), -1, "gone");
	is(errno, ENODEV, "ENODEV");
	end("errors");
	proclook_processes_free(NULL);
	ok(true, "free(NULL) is nothing");
}

/* As the header says it: list, then what happened since */
static void test_seek(void)
{
	begin(2);
	fake_event(&sample_exec);
	fake_event(&sample_exec);
	is_rest(0, 2, "list");
	fake_event(&sample_exit);
	is(proclook_watch_seek(watch, proclook_processes_get_seq(list) + 1), 0, "seek behind it");
	is(proclook_watch_next(watch, event), 1, "what came after");
	is(seq(), 3, "and not what came before");
	end("seek");
}

int main(void)
{
	test_all();
	test_batches();
	test_none();
	test_large();
	test_nonsense();
	test_errors();
	test_seek();
	return done_testing();
}
