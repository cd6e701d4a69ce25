// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>
#include <sys/wait.h>
#include <time.h>

#include "facts.h"
#include "status.h"

static struct command *command_new(const struct program *program)
{
	struct command *command = g_new(struct command, 1);

	g_atomic_ref_count_init(&command->users);
	command->path = g_strdup(program->path);
	command->args = g_memdup2(program->args, program->args_len + 1);
	command->args_len = program->args_len;
	return command;
}

static void command_unref(struct command *command)
{
	if (!command || !g_atomic_ref_count_dec(&command->users))
		return;
	g_free(command->path);
	g_free(command->args);
	g_free(command);
}

static bool runs(const struct command *command, const struct program *program)
{
	return command && command->args_len == program->args_len &&
	       !memcmp(command->args, program->args, program->args_len) &&
	       !strcmp(command->path, program->path);
}

enum outcome outcome_of(int32_t exit_status)
{
	if (status_is_crash(exit_status))
		return OUTCOME_CRASHED;
	if (status_is_failure(exit_status))
		return OUTCOME_FAILED;
	return WIFSIGNALED(exit_status) ? OUTCOME_STOPPED : OUTCOME_ENDED;
}

static uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return now.tv_sec * G_GUINT64_CONSTANT(1000000000) + now.tv_nsec;
}

static void set_outcome(struct facts *facts, const struct change *change)
{
	facts->end_ns = 0;
	facts->exit_status = 0;
	facts->outcome = OUTCOME_RUNNING;
	if (change->type == CHANGE_VANISHED)
		facts->outcome = OUTCOME_UNSEEN;
	if (change->type != CHANGE_ENDED)
		return;
	facts->end_ns = change->process->end_ns;
	facts->exit_status = change->process->exit_status;
	facts->outcome = outcome_of(facts->exit_status);
}

void facts_set(struct facts *facts, const struct change *change)
{
	const struct process *process = change->process;

	facts->pid = process->pid;
	facts->ppid = process->ppid;
	facts->start_ns = process->start_ns;
	facts->parent_start_ns = process->parent_start_ns;
	facts->uid = process->uid;
	facts->flags = process->flags;
	memcpy(facts->comm, process->comm, sizeof(facts->comm));
	if (!runs(facts->command, process->program)) {
		command_unref(facts->command);
		facts->command = command_new(process->program);
	}
	set_outcome(facts, change);
	if (change->type == CHANGE_FOUND)
		facts->news_ns = process->start_ns;
	else
		facts->news_ns = change->time_ns ? change->time_ns : now_ns();
}

void facts_copy(struct facts *to, const struct facts *from)
{
	if (from->command)
		g_atomic_ref_count_inc(&from->command->users);
	command_unref(to->command);
	*to = *from;
}

void facts_clear(struct facts *facts)
{
	command_unref(facts->command);
	facts->command = NULL;
}
