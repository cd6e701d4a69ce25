// SPDX-License-Identifier: GPL-2.0-or-later
/* The machine itself: what is there, what happens, who is told */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fake.h"
#include "fake_file.h"
#include "fake_history.h"

struct fake fake;

void fake_reset(void)
{
	memset(&fake, 0, sizeof(fake));
	fake_forget_files();
	fake_forget_history();
	fake.keep = FAKE_KEEP_MAX;
	fake.read_records = SIZE_MAX;
	fake.list_records = SIZE_MAX;
	fake.life = 1;
	fake.present = true;
	fake.initialized = true;
	fake.generation = 0xfeedfacecafebeef;
	fake.monotonic_ns = 1000000000;
	fake.boottime_ns = 2000000000;
	/* 2001-09-09T01:46:42Z when the machine is up for two seconds */
	fake.realtime_ns = 1000000002000000000;
}

void fake_step(char letter)
{
	size_t len = strlen(fake.steps);

	if (fake.before)
		fake.before(letter);
	if (len + 1 < sizeof(fake.steps))
		fake.steps[len] = letter;
}

void fake_publish(void)
{
	fake.seq++;
	if (fake.size >= sizeof(struct proclook_record))
		fake_record()->seq = fake.seq;
	fake_keep();
	if (fake.armed) {
		fake.armed = false;
		fake.notified++;
	}
}

void fake_uevent(void)
{
	uint64_t one = 1;

	if (fake.monitor_fd && write(fake.monitor_fd, &one, sizeof(one)) < 0)
		abort();
}

void fake_gone(void)
{
	fake.present = false;
	fake_uevent();
	fake.notified++;
}

void fake_back(void)
{
	fake.life++;
	fake.present = true;
	fake_uevent();
	fake.generation++;
	fake.seq = 0;
	fake.size = 0;
	fake.armed = false;
}
