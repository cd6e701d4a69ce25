// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What is lost when two processors do nothing but start and end processes, and the listener
 * gets what is left, as any program does
 */
#define _GNU_SOURCE
#include "listener.h"
#include "forkers.h"

#include <unistd.h>

#define PROCESSES	50000
/* More than any of the listeners has room for */
#define EVENTS_MISSED	20000
/* The forkers are processes, too */
#define EVENTS		(2 * (PROCESSES + FORKERS))

/**
 * struct result - one storm
 * @happened: how many events
 * @events: of how many the listener was told
 * @takes: at so many times
 */
struct result {
	uint64_t	happened;
	uint64_t	events;
	uint64_t	takes;
};

static void fork_many(int forker)
{
	(void)forker;
	loop_vfork(PROCESSES / FORKERS);
}

static uint64_t newest(int node)
{
	static struct snap snap;

	must(!snapshot(node, &snap));

	return snap.record.seq;
}

static struct result storm_for(const struct way *way)
{
	int node = open_watcher("process");
	struct listener listener;
	struct result result;

	listener_start(&listener, way, 0);
	result.happened = newest(node);
	forkers_run(fork_many);
	result.happened = newest(node) - result.happened;
	listener_wait(&listener);
	result.events = listener.shared->events;
	result.takes = listener.shared->takes;
	listener_stop(&listener);
	close(node);
	ok(result.happened >= EVENTS, "%s: %llu events", way->name,
	   (unsigned long long)result.happened);

	return result;
}

/* For how many events there is room while the listener does not run at all */
static void test_room(const struct way *way)
{
	struct listener listener;
	uint64_t events;

	listener_start(&listener, way, 0);
	listener_pause(&listener);
	loop_vfork(EVENTS_MISSED / 2);
	listener_resume(&listener);
	listener_wait(&listener);
	events = listener.shared->events;
	listener_stop(&listener);
	ok(events > 0 && events < EVENTS_MISSED, "%s: there was room for %llu events",
	   way->name, (unsigned long long)events);
	figure_print("room.%s", events, way->name);
}

static double percent(uint64_t part, uint64_t whole)
{
	return 100. * part / whole;
}

static void test_read(void)
{
	struct result result = storm_for(&way_read);

	is(result.events, result.happened, "read: each event was taken, once");
	figure_print("storm.lost.read", percent(result.happened - result.events,
						result.happened));
}

static void test_node(void)
{
	struct result result = storm_for(&way_node);

	is(result.events, result.happened, "node: each event was fetched or counted as missed");
	figure_print("storm.missed.node", percent(result.events - result.takes,
						  result.happened));
}

static void test_connector(void)
{
	struct result result = storm_for(&way_connector_recv);

	ok(result.events > 0 && result.events <= result.happened, "connector: took %llu of them",
	   (unsigned long long)result.events);
	figure_print("storm.lost.connector", percent(result.happened - result.events,
						     result.happened));
}

int main(void)
{
	suite_begin("storm", 600);
	load("proclook", NULL);
	settle();

	test_read();
	test_node();
	test_connector();
	test_room(&way_read);
	test_room(&way_connector_recv);

	unload("proclook");

	return done_testing();
}
