// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "crew.h"
#include "environment.h"

int crew_start(struct crew *crew, size_t size)
{
	sigset_t set;

	crew->pids = calloc(size, sizeof(*crew->pids));
	crew->size = size;
	/* Where it is ignored, the kernel reaps: waitpid() would know of nobody */
	signal(SIGCHLD, SIG_DFL);
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, &crew->old_mask);
	crew->signal_fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	return crew->pids && crew->signal_fd >= 0 ? 0 : -1;
}

/* Others that end here are orphans that a command has left behind */
static void note_end(struct crew *crew, pid_t pid)
{
	size_t i;

	for (i = 0; i < crew->size; i++) {
		if (crew->pids[i] != pid)
			continue;
		crew->pids[i] = 0;
		crew->busy--;
		return;
	}
}

/* Return: has one ended? */
static bool take_one(struct crew *crew, int options)
{
	pid_t pid;

	do {
		pid = waitpid(-1, NULL, options);
	} while (pid < 0 && errno == EINTR);
	if (pid <= 0)
		return false;
	note_end(crew, pid);
	return true;
}

void crew_look(struct crew *crew)
{
	struct signalfd_siginfo info;

	while (read(crew->signal_fd, &info, sizeof(info)) > 0)
		;
	while (take_one(crew, WNOHANG))
		;
}

void crew_end(struct crew *crew)
{
	while (crew->busy && take_one(crew, 0))
		;
	if (crew->signal_fd >= 0)
		close(crew->signal_fd);
	free(crew->pids);
	sigprocmask(SIG_SETMASK, &crew->old_mask, NULL);
}

/* Signals as they were when this program began, but for SIGPIPE and SIGCHLD: the defaults */
static void set_signals(const struct crew *crew, posix_spawnattr_t *attributes)
{
	sigset_t defaults;

	sigemptyset(&defaults);
	sigaddset(&defaults, SIGPIPE);
	posix_spawnattr_setsigdefault(attributes, &defaults);
	posix_spawnattr_setsigmask(attributes, &crew->old_mask);
	posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
}

/* No shell, not even for a file that has no #! */
static int spawn(const struct crew *crew, pid_t *pid, char **argv, char **envp)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	int error = posix_spawn_file_actions_init(&actions);

	if (error)
		return error;
	error = posix_spawnattr_init(&attributes);
	if (error)
		goto out;
	error = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null",
						 O_RDONLY, 0);
	if (!error) {
		set_signals(crew, &attributes);
		error = posix_spawnp(pid, argv[0], &actions, &attributes, argv, envp);
	}
	posix_spawnattr_destroy(&attributes);
out:
	posix_spawn_file_actions_destroy(&actions);
	return error;
}

static int run(const struct crew *crew, pid_t *pid, const struct proclook_event *event,
	       char **argv)
{
	struct environment env;
	int error = environment_start(&env, event) ?
		    ENOMEM : spawn(crew, pid, argv, env.strings);

	environment_end(&env);
	return error;
}

int crew_run(struct crew *crew, const struct proclook_event *event, char **argv)
{
	size_t place = 0;
	pid_t pid;
	int error;

	while (crew->busy == crew->size)
		if (!take_one(crew, 0))
			return -1;
	while (crew->pids[place])
		place++;
	error = run(crew, &pid, event, argv);
	if (error) {
		errno = error;
		return -1;
	}
	crew->pids[place] = pid;
	crew->busy++;
	return 0;
}
