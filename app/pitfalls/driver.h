/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The drivers of the course's module, and the named event of those without a fault */
#ifndef PITFALLS_DRIVER_H
#define PITFALLS_DRIVER_H

#include <stdbool.h>

#include <proclook.h>

/* Whatever cannot go on says why and ends the program */
__attribute__((__noreturn__)) void fatal(int error, const char *what);

/* Before and after each round */
void driver_open(const char *name, bool broken);
void driver_close(void);

/* As in proclook_pitfalls.h: 0 or errno */
void driver_send(unsigned int number);
int driver_wait(void);
int driver_fetch(unsigned int *number);

/* Is something in the driver that arrived nowhere?  Then it is counted */
void driver_count_left(void);

/* hold.c in the module */
void driver_hold(const char *point);
bool driver_holds(void);

/*
 * A watcher that polls the node, which is woken before who sends goes on.  The attribute's
 * pollers are woken a little later, by a work of the kernel's.
 */
struct proclook_watch *watch_open(const char *name);
struct proclook_event *event_new(void);
/* Return: false if a signal came */
bool watch_wait(struct proclook_watch *watch);
/* Return: as proclook_watch_next(), but no error */
int watch_next(struct proclook_watch *watch, struct proclook_event *event);

#endif /* PITFALLS_DRIVER_H */
