// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "hugepages.h"

#include <string.h>

#include "common.h"

#define HUGEPAGES	"/sys/kernel/mm/transparent_hugepage/enabled"

/* Of "always [madvise] never" the one in brackets */
void hugepages_now(char *now, size_t size)
{
	char line[64];

	must(read_line(HUGEPAGES, line, sizeof(line)) && strchr(line, '['));
	snprintf(now, size, "%s", strchr(line, '[') + 1);
	now[strcspn(now, "]")] = '\0';
}

void hugepages_set(const char *to)
{
	write_line(HUGEPAGES, to);
}
