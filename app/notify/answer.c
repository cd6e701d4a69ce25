// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>

#include <proclook.h>

#include "answer.h"
#include "util.h"

void answer_warn(struct sd_bus_message *answer, const char *what)
{
	const sd_bus_error *error = sd_bus_message_get_error(answer);
	const char *said = error->message ? error->message : error->name;
	char shown[256];

	proclook_escape(shown, sizeof(shown), said, strlen(said));
	warn_plain("%s: %s", what, shown);
}
