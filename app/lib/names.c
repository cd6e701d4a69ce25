// SPDX-License-Identifier: LGPL-2.1-or-later
#include <errno.h>
#include <signal.h>
#include <string.h>

#include "internal.h"

static const char *const types[] = {
	[PROCLOOK_FORK]			= "fork",
	[PROCLOOK_EXEC]			= "exec",
	[PROCLOOK_EXIT]			= "exit",
	[PROCLOOK_THREAD_CREATE]	= "thread_create",
	[PROCLOOK_THREAD_EXIT]		= "thread_exit",
	[PROCLOOK_IMAGE_LOAD]		= "image_load",
	[PROCLOOK_LOST]			= "lost",
	[PROCLOOK_EXISTING]		= "existing",
};

PROCLOOK_API const char *proclook_type_to_string(unsigned int type)
{
	return type < ARRAY_SIZE(types) ? types[type] : NULL;
}

PROCLOOK_API int proclook_type_from_string(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(types); i++)
		if (types[i] && !strcmp(types[i], name))
			return (int)i;
	errno = EINVAL;
	return -1;
}

bool pl_is_end(const struct proclook_record *record)
{
	return record->type == PROCLOOK_EXIT ||
	       record->type == PROCLOOK_THREAD_EXIT;
}

bool pl_is_thread(const struct proclook_record *record)
{
	return record->type == PROCLOOK_THREAD_CREATE ||
	       record->type == PROCLOOK_THREAD_EXIT;
}

PROCLOOK_API const char *proclook_version(void)
{
	return PROCLOOK_VERSION;
}

void pl_put_type(struct pl_text *text, unsigned int type)
{
	const char *name = proclook_type_to_string(type);

	if (name)
		pl_text_str(text, name);
	else
		pl_text_printf(text, "unknown(%u)", type);
}

void pl_put_signal(struct pl_text *text, int signal)
{
	const char *name = sigabbrev_np(signal);

	if (name)
		pl_text_printf(text, "SIG%s", name);
	else if (signal >= SIGRTMIN && signal <= SIGRTMAX)
		pl_text_printf(text, "SIGRTMIN+%d", signal - SIGRTMIN);
	else
		pl_text_printf(text, "%d", signal);
}

static const char *flag_name(unsigned int flag)
{
	switch (flag) {
	case PROCLOOK_F_KERNEL_THREAD:
		return "kernel_thread";
	case PROCLOOK_F_PATH_AS_CALLED:
		return "path_as_called";
	case PROCLOOK_F_ARGS_CUT:
		return "args_cut";
	case PROCLOOK_F_ARGS_OFF:
		return "args_off";
	case PROCLOOK_F_WORKER:
		return "worker";
	default:
		return NULL;
	}
}

bool pl_put_flags(struct pl_text *text, unsigned int flags, const char *quote)
{
	const char *comma = "";
	int bit;

	for (bit = 0; bit < 32; bit++) {
		unsigned int flag = flags & 1U << bit;
		const char *name = flag_name(flag);

		if (!flag)
			continue;
		pl_text_printf(text, "%s%s", comma, quote);
		if (name)
			pl_text_str(text, name);
		else
			pl_text_printf(text, "unknown(0x%x)", flag);
		pl_text_str(text, quote);
		comma = ",";
	}
	return flags;
}
