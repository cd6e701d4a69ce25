// SPDX-License-Identifier: GPL-2.0-or-later
#include "stage.h"

#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "asleep.h"
#include "driver.h"
#include "trace.h"
#include "util.h"

/* How long what must happen may take, under emulation and on a busy machine */
#define PATIENCE_NS	60000000000LL

/* How soon a sleep in the kernel is noticed: nobody says that it has begun */
#define LOOK_NS		200000

/**
 * struct actor - one on the stage
 * @role: what it plays
 * @thread: it
 * @tid: as the kernel knows it
 * @at: the point where it stands, or NULL
 * @passes: it may go on from there
 * @waits: it is in a call that may sleep; it alone writes it, and without the lock: who
 *	sleeps for want of that does not wait
 * @ended: it does nothing any more
 */
struct actor {
	const struct role *role;
	pthread_t thread;
	pid_t tid;
	const char *at;
	bool passes;
	bool waits;
	bool ended;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static struct actor actors[MAX_ACTORS];
static int count;
static bool begun, scripted, over;
/* Grows with all that actors do here */
static unsigned int moves;
static __thread struct actor *self;

static void move(void)
{
	moves++;
	pthread_cond_broadcast(&changed);
}

bool point(const char *name)
{
	bool goes_on;

	pthread_mutex_lock(&lock);
	if (scripted) {
		self->at = name;
		move();
		while (!self->passes && scripted)
			pthread_cond_wait(&changed, &lock);
		self->at = NULL;
		self->passes = false;
	}
	move();
	goes_on = !over;
	pthread_mutex_unlock(&lock);
	return goes_on;
}

static void count_move(void)
{
	pthread_mutex_lock(&lock);
	move();
	pthread_mutex_unlock(&lock);
}

void wait_begins(void)
{
	count_move();
	__atomic_store_n(&self->waits, true, __ATOMIC_SEQ_CST);
}

void wait_ends(void)
{
	__atomic_store_n(&self->waits, false, __ATOMIC_SEQ_CST);
	count_move();
}

static bool may_sleep(const struct actor *actor)
{
	return __atomic_load_n(&actor->waits, __ATOMIC_SEQ_CST);
}

void say(const char *format, ...)
{
	char text[80];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	trace_add(actor_number(), text);
}

int actor_number(void)
{
	return (int)(self - actors);
}

static void *act(void *arg)
{
	self = arg;
	pthread_mutex_lock(&lock);
	self->tid = (pid_t)syscall(SYS_gettid);
	while (!begun)
		pthread_cond_wait(&changed, &lock);
	pthread_mutex_unlock(&lock);
	self->role->act();
	pthread_mutex_lock(&lock);
	self->ended = true;
	move();
	pthread_mutex_unlock(&lock);
	return NULL;
}

/* A wait that ends meanwhile was none */
static bool sleeps(const struct actor *actor)
{
	return may_sleep(actor) && is_asleep(actor->tid) && may_sleep(actor);
}

static bool stands_still(const struct actor *actor)
{
	return actor->ended || (scripted && actor->at && !actor->passes) || sleeps(actor);
}

/* Twice: one may have woken another that had been looked at */
static bool all_stand_still(const void *unused)
{
	unsigned int before = moves;
	int i;

	(void)unused;
	for (i = 0; i < 2 * count; i++)
		if (!stands_still(&actors[i % count]))
			return false;
	return before == moves;
}

static bool stands_at(const void *arg)
{
	const struct step *step = arg;
	int i;

	for (i = 0; i < count; i++)
		if (!strcmp(actors[i].role->name, step->actor))
			return actors[i].at && !strcmp(actors[i].at, step->point);
	return false;
}

static bool is_held(const void *unused)
{
	(void)unused;
	return driver_holds();
}

static bool all_ended(const void *unused)
{
	int i;

	(void)unused;
	for (i = 0; i < count; i++) {
		/* It may not have slept yet when the last signal came */
		if (may_sleep(&actors[i]))
			pthread_kill(actors[i].thread, SIGUSR1);
		if (!actors[i].ended)
			return false;
	}
	return true;
}

static void give_up(const char *what, const struct step *step)
{
	int i;

	warn_plain("the stage: %s%s%s%s%s", what, step ? ": " : "", step ? step->actor : "",
		   step ? " at " : "", step ? step->point : "");
	for (i = 0; i < count; i++)
		warn_plain("%s: %s", actors[i].role->name,
			   actors[i].ended ? "has ended" : actors[i].at ? actors[i].at :
			   may_sleep(&actors[i]) ? "waits" : "runs");
	_exit(EXIT_ERROR);
}

/* With the lock, which is given up between two looks */
static void await(bool (*condition)(const void *arg), const struct step *step, const char *what)
{
	int64_t end = monotonic_ns() + PATIENCE_NS;
	struct timespec look;

	while (!condition(step)) {
		if (monotonic_ns() > end)
			give_up(what, step);
		clock_gettime(CLOCK_REALTIME, &look);
		look.tv_nsec += LOOK_NS;
		if (look.tv_nsec >= 1000000000) {
			look.tv_nsec -= 1000000000;
			look.tv_sec++;
		}
		pthread_cond_timedwait(&changed, &lock, &look);
	}
}

static struct actor *find(const char *name)
{
	int i = 0;

	while (strcmp(actors[i].role->name, name))
		i++;
	return &actors[i];
}

static bool is_in_kernel(const struct step *step, const char *hold)
{
	return hold && !strcmp(step->point, hold);
}

static void let_pass(const struct step *step, const char *hold)
{
	struct actor *actor = find(step->actor);

	if (step->if_there && !stands_at(step))
		return;
	if (is_in_kernel(step, hold)) {
		await(is_held, step, "not held in the kernel");
		trace_add((int)(actor - actors), "goes on in the kernel");
		driver_hold("");
	} else {
		await(stands_at, step, "not where the script wants it");
		actor->passes = true;
		pthread_cond_broadcast(&changed);
	}
	await(all_stand_still, NULL, "somebody never stands still");
	if (hold && !is_in_kernel(step, hold) && driver_holds() && sleeps(actor))
		trace_add((int)(actor - actors), "held in the kernel");
}

static void raise_curtain(const struct role *roles)
{
	pthread_mutex_lock(&lock);
	memset(actors, 0, sizeof(actors));
	begun = false;
	over = false;
	for (count = 0; roles[count].name; count++) {
		actors[count].role = &roles[count];
		if (pthread_create(&actors[count].thread, NULL, act, &actors[count])) {
			warn_plain("no thread for %s", roles[count].name);
			_exit(EXIT_ERROR);
		}
	}
	begun = true;
	pthread_cond_broadcast(&changed);
	await(all_stand_still, NULL, "somebody never stands still");
}

static void run_free(void)
{
	scripted = false;
	pthread_cond_broadcast(&changed);
	await(all_stand_still, NULL, "somebody never stands still");
}

static int drop_curtain(void)
{
	int asleep = 0;
	int i;

	for (i = 0; i < count; i++)
		if (sleeps(&actors[i])) {
			trace_add(i, "sleeps");
			asleep++;
		}
	over = true;
	pthread_cond_broadcast(&changed);
	await(all_ended, NULL, "somebody never ends");
	pthread_mutex_unlock(&lock);
	for (i = 0; i < count; i++)
		pthread_join(actors[i].thread, NULL);
	return asleep;
}

static void ignore(int number)
{
	(void)number;
}

int stage_play(const struct role *roles, const struct step *script, const char *hold)
{
	/* Without SA_RESTART: it ends a wait */
	static const struct sigaction action = { .sa_handler = ignore };

	sigaction(SIGUSR1, &action, NULL);
	scripted = script;
	if (script && hold)
		driver_hold(hold);
	raise_curtain(roles);
	for (; script && script->actor; script++)
		let_pass(script, hold);
	run_free();
	return drop_curtain();
}
