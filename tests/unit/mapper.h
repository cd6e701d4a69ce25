/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory that the module's ring writes to, and its mapping, for tests of the library */
#ifndef MAPPER_H
#define MAPPER_H

#include "history.h"
#include "watcher.h"

#define MAPPED_OFFSET		4096
#define MAPPED_RING		32768
#define MAPPED_GENERATION	0xfeedfacecafebeef

extern struct history history;
extern struct proclook_map *map;
extern struct proclook_mapping *mapping;
extern int map_fd;
extern uint64_t newest_seq;

/* Called in the midst of each record that is written */
extern void (*midst)(void);

/* The memory alone; and with a mapping, which is a test */
void mapped_create(void);
void mapped_open(void);
void mapped_destroy(void);

/* Its length, its arguments, and its exit status follow from the number */
void mapped_add(int count);
/* Is all of the event of one record? */
bool mapped_is_whole(void);
/* Tests: it comes next, whole */
void mapped_is_next(uint64_t wanted, uint64_t missed, const char *what);

#endif /* MAPPER_H */
