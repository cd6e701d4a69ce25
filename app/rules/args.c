// SPDX-License-Identifier: GPL-2.0-or-later
#include "args.h"

void args_join(char *buf, const char *args, size_t len)
{
	size_t i;

	if (len && !args[len - 1])
		len--;
	for (i = 0; i < len; i++)
		buf[i] = args[i] ? args[i] : ' ';
	buf[len] = '\0';
}
