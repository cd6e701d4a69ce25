/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * F19: fork, exit and fork again, with the same process id and another name
 *
 * Actors: world watcher
 * Code: world(), look_up() and take() in app/pitfalls/19-lookup/lesson.c
 *
 * The name that the watcher takes for that of an event is the one of that event.
 *
 * WRONG BROKEN	the name is not taken from the record
 */
mtype = { nobody, one, other };

mtype name = nobody;		/* what /proc has */
chan history = [2] of { mtype };

inline forks(who)
{
	atomic {
		name = who;
		history ! who;
		printf("world: fork, \"%e\"\n", who)
	}
}

active proctype world()
{
	forks(one);
	atomic {
		name = nobody;
		printf("world: exit\n")
	}
	forks(other)
}

active proctype watcher()
{
	mtype record, found;

end:	do
	:: atomic {
			history ? record ->
			printf("watcher: fork; what is it?\n")
		};
		atomic {
#ifdef BROKEN
			found = name;
#else
			found = record;
#endif
			printf("watcher: it is \"%e\"\n", found);
			assert(found == record)
		}
	od
}
