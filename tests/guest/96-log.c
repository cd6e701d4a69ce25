// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * proclook-log and a journal that does as it is told: each field is that of the record, and
 * each number is accounted for, also where the journal does not read, the device goes, or
 * the program is ended and started again
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "journal.h"
#include "users.h"

#define LOGGER		"proclook-log"
#define CURSOR		"--cursor-file=/tmp/cursor"
/* Far more than the smallest history and the journal's socket hold */
#define MANY		2000

static int journal;
static struct journal_entry entry;
static struct snap snap;

/* What entries say of the numbers of one device */
static struct account {
	__u64 generation, seq;
	__u64 events, skipped, lost;
	__u64 gaps;	/* numbers of which nothing is said */
	__u64 again;	/* numbers of which something is said twice */
	bool ended;
} account;

static bool is_type(const char *name)
{
	return !strcmp(journal_value(&entry, "PROCLOOK_TYPE"), name);
}

static void count_entry(void)
{
	__u64 seq = journal_number(&entry, "PROCLOOK_SEQ");
	__u64 skipped = journal_number(&entry, "PROCLOOK_SKIPPED");
	__u64 lost = journal_number(&entry, "PROCLOOK_LOST");
	__u64 own = is_type("lost") ? lost : !is_type("end");
	__u64 before = seq - own - skipped;

	account.generation = journal_number(&entry, "PROCLOOK_GENERATION");
	if (before > account.seq)
		account.gaps += before - account.seq;
	else
		account.again += account.seq - before;
	account.seq = seq;
	account.events += !is_type("lost") && !is_type("end");
	account.skipped += skipped;
	account.lost += lost;
	account.ended = is_type("end");
}

/* All entries that come, up to that of this number or to the end */
static void receive_up_to(__u64 seq)
{
	while (account.seq < seq && journal_receive(journal, &entry, PATIENCE_MS))
		count_entry();
}

static void receive_end(void)
{
	account.ended = false;
	while (!account.ended && journal_receive(journal, &entry, PATIENCE_MS))
		count_entry();
}

static void start_account(const char *name)
{
	memset(&account, 0, sizeof(account));
	account.seq = attribute(name, "signal");
}

/* Its exit status, or 128 and the signal */
static int ended(pid_t pid)
{
	int status = -1;

	if (!eventually(child_has_ended, &status)) {
		kill(pid, SIGKILL);
		waitpid(pid, &status, 0);
		return -1;
	}

	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int stop(pid_t pid)
{
	kill(pid, SIGTERM);
	receive_end();

	return ended(pid);
}

static void signal_events(const char *name, const char *as, int count)
{
	errno = command("as %s %s", name, as);
	must(!errno);
	signal_bytes(name, count, 100);
}

/* --- fields --- */

static int wrong;

static void field(const char *name, const char *format, ...)
{
	char wanted[512];
	va_list args;

	va_start(args, format);
	vsnprintf(wanted, sizeof(wanted), format, args);
	va_end(args);
	if (!strcmp(journal_value(&entry, name), wanted))
		return;
	wrong++;
	diag("%s is '%s', not '%s'", name, journal_value(&entry, name), wanted);
}

static void check_number(const char *name, __u64 value)
{
	field(name, "%llu", value);
}

/* That of the newest record, which has all that such a record can have */
static void check_entry(const char *type, int own_fields)
{
	const struct proclook_record *record = &snap.record;
	int node = node_open("test");
	int n;

	must(node >= 0 && !snapshot(node, &snap));
	close(node);
	n = record->pid;
	wrong = 0;
	field("PROCLOOK_TYPE", "%s", type);
	field("PRIORITY", "6");
	field("SYSLOG_IDENTIFIER", "proclook");
	check_number("PROCLOOK_GENERATION", attribute("test", "generation"));
	check_number("PROCLOOK_SEQ", record->seq);
	check_number("PROCLOOK_SKIPPED", 0);
	field("PROCLOOK_PID", "%d", n);
	field("PROCLOOK_PPID", "1");
	field("PROCLOOK_UID", "%u", record->uid);
	field("PROCLOOK_GID", "0");
	check_number("PROCLOOK_TIME_NS", record->time_ns);
	check_number("PROCLOOK_START_NS", record->start_ns);
	field("PROCLOOK_COMM", "%s", record->comm);
	field("PROCLOOK_PATH", "/test/%d", n);
	field("PROCLOOK_ARGS", "test %d", n);
	if (own_fields)
		field("PROCLOOK_STATUS", "0");
	is(wrong, 0, "%s: the fields are those of the record", type);
	/* With MESSAGE and MESSAGE_ID */
	is(entry.count, 17 + own_fields, "%s: there are no others", type);
	is(strlen(journal_value(&entry, "MESSAGE_ID")), 32, "%s: has an id", type);
	diag("%s", journal_value(&entry, "MESSAGE"));
}

static void test_fields(void)
{
	static const struct {
		const char *type;
		int number;
		int own_fields;
	} types[] = {
		{ "fork", PROCLOOK_FORK, 0 },
		{ "exec", PROCLOOK_EXEC, 0 },
		{ "exit", PROCLOOK_EXIT, 1 },
		{ "thread_create", PROCLOOK_THREAD_CREATE, 0 },
		{ "thread_exit", PROCLOOK_THREAD_EXIT, 1 },
		{ "image_load", PROCLOOK_IMAGE_LOAD, 0 },
	};
	pid_t pid = journal_start(NULL, LOGGER, "--event=all", "test", NULL);
	size_t i;

	ok(pid, "it is ready");
	for (i = 0; i < ARRAY_SIZE(types); i++) {
		errno = command("as test %d %u co=mm", types[i].number, 7);
		must(!errno);
		signal_test(1);
		must(journal_receive(journal, &entry, PATIENCE_MS));
		check_entry(types[i].type, types[i].own_fields);
	}
	is(stop(pid), 0, "SIGTERM ends it, with status 0");
	ok(account.ended, "and the journal says so");
}

/* --- every number --- */

/* Two in three are not asked for */
static void test_skipped(void)
{
	pid_t pid;
	int i;

	start_account("test");
	pid = journal_start(NULL, LOGGER, "test", NULL);
	for (i = 0; i < 20; i++) {
		signal_events("test", "1 0 test", 2);
		signal_events("test", "2 0 test", 1);
		receive_up_to(attribute("test", "signal"));
	}
	signal_events("test", "1 0 test", 5);
	is(account.events, 20, "types: those that are asked for");
	is(account.skipped, 40, "types: the others are counted");
	is(stop(pid), 0, "types: it ends");
	is(account.seq, attribute("test", "signal"), "types: up to the last one");
	is(account.skipped, 45, "types: also what comes behind the last entry");
	is(account.gaps + account.again, 0, "types: every number is accounted for, once");
}

static void test_lost(void)
{
	__u64 before = attribute("test", "signal");
	pid_t pid;

	start_account("test");
	pid = journal_start(NULL, LOGGER, "test", NULL);
	signal_events("test", "2 0 test", MANY);
	receive_up_to(before + MANY);
	ok(account.lost > 0, "a journal that does not read: events are lost");
	is(account.events + account.lost, MANY, "lost: all are accounted for");
	is(account.gaps + account.again, 0, "lost: every number, once");
	is(stop(pid), 0, "lost: it ends");
	diag("%llu entries, %llu lost", account.events, account.lost);
}

/* Once it was woken: entries fill the socket, then it sleeps again */
static bool is_waiting(void *pid)
{
	return sleeps_in(*(pid_t *)pid, SYS_ppoll);
}

/* Ended while the journal does not read, then started again, then killed: nothing is lost */
static void test_cursor(void)
{
	pid_t pid;

	unlink("/tmp/cursor");
	pid = journal_start(NULL, LOGGER, CURSOR, "test", NULL);
	memset(&account, 0, sizeof(account));
	receive_up_to(attribute("test", "signal"));
	is(account.gaps, 0, "a new cursor: from the first event on");
	ok(account.lost > 0 && account.events > 0, "what the history has, and what it has not");

	signal_events("test", "2 0 test", 50);
	ok(eventually(is_waiting, &pid), "it waits for the journal");
	kill(pid, SIGTERM);
	is(ended(pid), 0, "SIGTERM ends it, also while the journal does not read");
	pid = journal_start(NULL, LOGGER, CURSOR, "test", NULL);
	receive_up_to(attribute("test", "signal"));
	is(account.gaps + account.again, 0, "started again: it goes on where it was");

	signal_events("test", "2 0 test", 50);
	ok(eventually(is_waiting, &pid), "it waits for the journal again");
	kill(pid, SIGKILL);
	is(ended(pid), 128 + SIGKILL, "killed");
	pid = journal_start(NULL, LOGGER, CURSOR, "test", NULL);
	receive_up_to(attribute("test", "signal"));
	is(account.gaps, 0, "killed: nothing is missing");
	ok(account.again <= 1, "killed: and nothing but the last entry comes twice");
	is(stop(pid), 0, "it ends");
}

/* --- devices, users, journals --- */

static void test_gone(void)
{
	pid_t pid;

	errno = command("create away");
	must(!errno && eventually(node_is_ready, (void *)"away"));
	pid = journal_start(NULL, LOGGER, "away", NULL);
	ok(pid, "a device that is there");
	must(!command("destroy away"));
	is(ended(pid), 4, "the device goes: it ends, with status 4");
}

static void test_follow(void)
{
	__u64 first;
	pid_t pid;

	must(!command("create away") && eventually(node_is_ready, (void *)"away"));
	start_account("away");
	pid = journal_start(NULL, LOGGER, "--follow", "away", NULL);
	signal_bytes("away", 3, 10);
	receive_up_to(3);
	first = account.generation;
	must(!command("destroy away"));
	receive_end();
	ok(account.ended && account.seq == 3, "follow: the end of the device is said");
	must(!command("create away") && eventually(node_is_ready, (void *)"away"));
	signal_bytes("away", 2, 10);
	memset(&account, 0, sizeof(account));
	receive_up_to(2);
	is(account.events, 2, "follow: it is there for the next one");
	is(account.gaps + account.again, 0, "follow: from the first event on");
	ok(account.generation != first, "follow: of another generation");
	is(stop(pid), 0, "follow: it ends");
	must(!command("destroy away"));
}

/* As the unit runs it */
static void test_member(void)
{
	pid_t pid = journal_start(become_member, LOGGER, "test", NULL);

	ok(pid, "a member of the group: it is ready");
	start_account("test");
	signal_events("test", "2 0 test", 1);
	receive_up_to(attribute("test", "signal"));
	is(account.events, 1, "a member of the group: logs events of others");
	is(stop(pid), 0, "a member of the group: it ends");
}

static void test_without_journal(void)
{
	journal_close(journal);
	is(run(LOGGER, "test", NULL), 1, "without a journal it ends, with status 1");
	journal = journal_listen();
}

int main(void)
{
	suite_begin("log", 120);
	load("proclook", NULL);
	load("proclook_test", NULL);
	journal = journal_listen();
	test_fields();
	test_skipped();
	test_lost();
	test_cursor();
	test_gone();
	test_follow();
	test_member();
	test_without_journal();
	journal_close(journal);
	unload("proclook_test");
	unload("proclook");

	return done_testing();
}
