// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "stage.h"

#include <fcntl.h>
#include <unistd.h>

#include "order.h"

struct stage stage;

/* A pipe with one end at a known place, which is inherited, and one that is not */
static int make_pipe(int theirs, int our_end)
{
	int ends[2];
	int ours;

	must(!pipe(ends));
	must(dup2(ends[!our_end], theirs) == theirs);
	ours = fcntl(ends[our_end], F_DUPFD_CLOEXEC, 200);
	must(ours >= 0);
	close(ends[0]);
	close(ends[1]);

	return ours;
}

void stage_calm(void)
{
	__u64 end = now_ns() + PATIENCE_MS * 1000000ULL;
	struct snap snap;

	while (poll_for(stage.node, POLLPRI, 50)) {
		must(!snapshot(stage.node, &snap));
		stage.seq = snap.record.seq;
		if (now_ns() > end)
			bail("the guest never came to rest");
	}
}

void stage_open(void)
{
	struct snap snap;

	stage.node = node_open("process");
	stage.signal = signal_open("process");
	must(stage.node >= 0 && stage.signal >= 0);
	stage.generation = attribute("process", "generation");
	must(!snapshot(stage.node, &snap));
	stage.seq = snap.record.seq;
	stage.report = make_pipe(REPORT_FD, 0);
	stage.order = make_pipe(ORDER_FD, 1);
	stage.agent = make_pipe(AGENT_FD, 1);
	stage.result = make_pipe(RESULT_FD, 0);
	stage_calm();
}

void stage_close(void)
{
	int fd;

	for (fd = REPORT_FD; fd <= RESULT_FD; fd++)
		close(fd);
	close(stage.report);
	close(stage.order);
	close(stage.agent);
	close(stage.result);
	close(stage.node);
	close(stage.signal);
}

bool stage_take(struct snap *snap)
{
	__u64 expected = stage.seq + 1;

	must(!snapshot(stage.node, snap));
	stage.seq = snap->record.seq;

	return !snap_seen(snap) && !snap->arg.missed && stage.seq == expected;
}

void receive(int fd, void *to, size_t size)
{
	must(poll_for(fd, POLLIN, PATIENCE_MS) & POLLIN);
	must(read(fd, to, size) == (ssize_t)size);
}
