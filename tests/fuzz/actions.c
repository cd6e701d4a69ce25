// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "actions.h"
#include "fake.h"

struct actions actions;

static const int errors[] = { EACCES, EPERM, EINTR, EPROTO, ENODATA, EIO, ENOTTY,
	ENOMEM, EMSGSIZE, ENODEV, ENXIO, ENOENT, EMFILE, EINTR, EINTR, 0 };

static int take_error(struct input *input)
{
	return errors[take_up_to(input, 15)];
}

/* Strings that are short, but of any bytes */
static void event(struct input *input)
{
	static const struct sample *const samples[] = { &sample_exec, &sample_exit,
							&sample_fork };
	/* Some that the arguments name, and others */
	static const int pids[] = { 1, 3, 42, 77 };
	unsigned int kind = take(input, 1);
	struct sample sample = *samples[kind % 3];
	char *comm, *path, *args;
	size_t len = kind >> 4;

	comm = take_bytes(input, &len);
	/* Else it keeps its own, which the arguments name */
	if (len)
		sample.comm = comm;
	sample.path_len = take_up_to(input, 63);
	path = take_until(input, '\0', &sample.path_len);
	sample.path = path;
	sample.args_len = take_up_to(input, 63);
	args = take_bytes(input, &sample.args_len);
	sample.args = args;
	sample.args_total = sample.args_len;
	sample.pid = pids[take(input, 1) % 4];
	sample.ppid = take(input, 1) & 1 ? OWN_PID : 7;
	sample.status = take(input, 2);
	sample.flags = take(input, 1);
	fake_event(&sample);
	free(comm);
	free(path);
	free(args);
}

/* One more that is there, behind the others; some the arguments name */
static void process(struct input *input)
{
	static const int pids[] = { 3, 42, 43, 77 };
	static char names[ARRAY_SIZE(pids)][8];
	static struct sample processes[ARRAY_SIZE(pids)];
	size_t i = fake.process_count, len;
	char *bytes;

	if (i == ARRAY_SIZE(pids))
		return;
	processes[i] = sample_fork;
	processes[i].type = PROCLOOK_EXISTING;
	processes[i].pid = pids[i];
	processes[i].ppid = take(input, 1) & 1 ? 42 : OWN_PID;
	processes[i].flags = take(input, 1);
	if (processes[i].ppid == 42)
		processes[i].parent_start_ns = sample_fork.start_ns;
	len = take_up_to(input, 7);
	bytes = take_bytes(input, &len);
	memset(names[i], 0, sizeof(names[i]));
	memcpy(names[i], bytes, len);
	free(bytes);
	if (len)
		processes[i].comm = names[i];
	fake.processes = processes;
	fake.process_count++;
}

static void poke(struct input *input)
{
	size_t offset = take(input, 2);

	actions.faulty = true;
	if (fake.size)
		fake.record[offset % fake.size] = take(input, 1);
}

/* The device as a whole */
static void device(struct input *input)
{
	actions.faulty = true;
	switch (take(input, 1) % 8) {
	case 0:
		return fake_gone();
	case 1:
		return fake_back();
	case 2:
		fake.present = false;
		return;
	case 3:
		fake.initialized = !fake.initialized;
		return fake_uevent();
	case 4:
		fake.node_error = take_error(input);
		return;
	case 5:
		fake.attribute_error = take_error(input);
		return;
	case 6:
		fake.short_pread = true;
		return;
	default:
		fake.wrong_rdev = true;
	}
}

static void act(struct input *input)
{
	size_t count;

	switch (take(input, 1) % 10) {
	case 0:
	case 1:
		return event(input);
	case 8:
		fake.keep = 1 + take_up_to(input, 7);
		return;
	case 9:
		return process(input);
	case 2:
		for (count = take_up_to(input, 127); count && fake.size; count--)
			fake_publish();
		return;
	case 3:
		fake.notified++;
		return;
	case 4:
		fake.monotonic_ns += take(input, 4);
		return;
	case 5:
		fake.ioctl_error = take_error(input);
		actions.faulty |= fake.ioctl_error && fake.ioctl_error != EINTR;
		return;
	case 6:
		fake.pread_error = take_error(input);
		actions.faulty |= fake.pread_error && fake.pread_error != EINTR;
		return;
	default:
		return take(input, 1) % 2 ? poke(input) : device(input);
	}
}

/* Behind the last action, poll fails: the program ends wherever it sleeps */
static bool asleep(void)
{
	actions.slept = fake.seq;
	errno = 0;
	if (actions.input.left)
		act(&actions.input);
	else
		errno = EIO;
	return true;
}

/* An event at the worst moment: between two steps of the watcher, once */
static void before(char step)
{
	if (strchr("AaNfplr", step) && actions.steps && !--actions.steps && fake.size) {
		chose(256 + strlen(fake.steps));
		fake_publish();
	}
	if (step == 'N')
		actions.opened = fake.seq;
}

/* Mostly there was an event before */
void actions_begin(const struct input *input)
{
	size_t count, processes;

	fake_reset();
	actions = (struct actions){ .input = *input };
	actions.steps = take_up_to(&actions.input, 7);
	count = take_up_to(&actions.input, 3);
	if (count)
		event(&actions.input);
	for (processes = take_up_to(&actions.input, 3); processes; processes--)
		process(&actions.input);
	while (count--)
		act(&actions.input);
	fake.asleep = asleep;
	fake.before = before;
}
