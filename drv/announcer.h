/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Tells udev when programs of some names start or end
 */
#ifndef _PROCLOOK_ANNOUNCER_H
#define _PROCLOOK_ANNOUNCER_H

#include <linux/string.h>
#include <linux/types.h>
#include <uapi/linux/proclook.h>

struct announcer;
struct device;
struct named_event;

/* Each costs every event what a watcher's filter does */
#define ANNOUNCE_NAMES_MAX	32

/**
 * struct announce_names - names of programs, none of them twice
 * @count: how many
 * @names: each as in proclook_record.comm, with a NUL and zeroes behind it
 */
struct announce_names {
	unsigned int	count;
	char		names[ANNOUNCE_NAMES_MAX][PROCLOOK_COMM_LEN];
};

static inline bool announce_has_name(const struct announce_names *names, const char *name)
{
	unsigned int i;

	for (i = 0; i < names->count; i++)
		if (!strcmp(names->names[i], name))
			return true;

	return false;
}

/* announcer.c */
struct announcer *announcer_create(struct named_event *event, u64 types);
void announcer_stop(struct announcer *announcer);
void announcer_free(struct announcer *announcer);
int announcer_set_names(struct announcer *announcer, struct device *dev,
			const struct announce_names *names);
void announcer_get_names(struct announcer *announcer, struct announce_names *names);
u64 announcer_dropped(struct announcer *announcer);

/* announce.c */
extern const struct attribute_group proclook_announce_group;

#endif /* _PROCLOOK_ANNOUNCER_H */
