// SPDX-License-Identifier: GPL-2.0-or-later
/* Events as entries of the journal: each field of each type, and bytes that would break out */
#include <ctype.h>
#include <tap.h>

#include "entry.h"
#include "fields.h"
#include "watcher.h"

#define GENERATION	"PROCLOOK_GENERATION=18369614221190020847\n"

static struct entry entry;
static struct iovec fields[ENTRY_FIELDS];
static int count;

/* A field as the journal has it, without its name; NULL if there is none, or more than one */
static const char *value(const char *name)
{
	size_t len = strlen(name);
	const char *found = NULL;
	int i;

	for (i = 0; i < count; i++) {
		const char *field = fields[i].iov_base;

		if (strncmp(field, name, len) || field[len] != '=')
			continue;
		if (found)
			return NULL;
		found = field + len + 1;
	}
	return found;
}

/* What journald asks of a name, and sd_journal_sendv() of a field */
static bool is_good(const struct iovec *field)
{
	const char *text = field->iov_base;
	size_t i;

	for (i = 0; i < field->iov_len && text[i] != '='; i++)
		if (!isupper(text[i]) && !isdigit(text[i]) && (text[i] != '_' || !i))
			return false;
	/* And the text ends where its NUL is: none of these values has one */
	return i > 0 && i <= 64 && i < field->iov_len && strlen(text) == field->iov_len;
}

/* All of them, a line each, as they were added */
static const char *lines(void)
{
	static char text[65536];
	size_t len = 0;
	int i;

	for (i = 0; i < count; i++)
		len += snprintf(text + len, sizeof(text) - len, "%.*s\n",
				(int)fields[i].iov_len, (char *)fields[i].iov_base);
	return text;
}

static void check_fields(const char *what)
{
	int i, bad = 0;

	count = entry_get_fields(&entry, fields);
	ok(count > 0, "%s: has fields", what);
	for (i = 0; i < count; i++)
		bad += !is_good(&fields[i]);
	is(bad, 0, "%s: all are fields for the journal", what);
}

static void make(const struct sample *sample, uint64_t skipped, const char *what)
{
	take(sample);
	fields_of_event(&entry, event, skipped);
	check_fields(what);
}

static void test_exec(void)
{
	make(&sample_exec, 5, "exec");
	is_str(lines(),
	       "MESSAGE=exec pid=42 ppid=7 uid=1000 /usr/bin/ls: ls -l 'my file'\n"
	       "PRIORITY=6\nSYSLOG_IDENTIFIER=proclook\n"
	       "MESSAGE_ID=6acf0f71cda74e6092f50cfe4bd0fd56\n" GENERATION
	       "PROCLOOK_SEQ=1\nPROCLOOK_SKIPPED=5\nPROCLOOK_TYPE=exec\n"
	       "PROCLOOK_PID=42\nPROCLOOK_TID=43\nPROCLOOK_PPID=7\nPROCLOOK_UID=1000\n"
	       "PROCLOOK_GID=100\nPROCLOOK_TIME_NS=1500000000\nPROCLOOK_START_NS=1250000000\n"
	       "PROCLOOK_COMM=ls\nPROCLOOK_PATH=/usr/bin/ls\nPROCLOOK_ARGS=ls -l 'my file'\n",
	       "exec: these fields");
}

static void test_exit(void)
{
	struct sample sample = sample_exit;

	make(&sample, 0, "exit");
	is_str(lines(),
	       "MESSAGE=exit pid=42 ppid=7 uid=1000 ls: status=3 250.000ms\n"
	       "PRIORITY=6\nSYSLOG_IDENTIFIER=proclook\n"
	       "MESSAGE_ID=b4c017245ab84813af458876f66891f4\n" GENERATION
	       "PROCLOOK_SEQ=2\nPROCLOOK_SKIPPED=0\nPROCLOOK_TYPE=exit\n"
	       "PROCLOOK_PID=42\nPROCLOOK_PPID=7\nPROCLOOK_UID=1000\nPROCLOOK_GID=100\n"
	       "PROCLOOK_TIME_NS=1500000000\nPROCLOOK_START_NS=1250000000\n"
	       "PROCLOOK_COMM=ls\nPROCLOOK_STATUS=3\n", "exit: these fields");
	sample.status = 9;
	make(&sample, 0, "exit by a signal");
	is_str(value("PROCLOOK_STATUS"), "137", "exit by a signal: as a shell has it");
	is_str(value("PROCLOOK_SIGNAL"), "9", "exit by a signal: which one");
	is_str(value("PROCLOOK_CORE"), NULL, "exit by a signal: no core");
	sample.status = 0x80 | 11;
	make(&sample, 0, "exit with a core");
	is_str(value("PROCLOOK_STATUS"), "139", "exit with a core: status");
	is_str(value("PROCLOOK_CORE"), "1", "exit with a core: it says so");
}

static void test_others(void)
{
	struct sample sample = sample_fork;

	make(&sample, 0, "fork");
	is_str(value("MESSAGE"), "fork pid=42 ppid=7 uid=1000 sh", "fork: message");
	is_str(value("MESSAGE_ID"), "d1135fb697a74679b6df1037dc5bfcb1", "fork: id");
	sample.flags = PROCLOOK_F_KERNEL_THREAD;
	sample.comm = "";
	make(&sample, 0, "without a name");
	is_str(value("PROCLOOK_COMM"), "", "without a name: it is empty");
	is_str(value("PROCLOOK_FLAGS"), "kernel_thread", "flags");
	sample.type = 9;
	make(&sample, 0, "unknown type");
	is_str(value("PROCLOOK_TYPE"), "unknown(9)", "unknown type: is said");
	is_str(value("MESSAGE_ID"), NULL, "unknown type: no id");

	make(&sample_thread, 0, "thread_exit");
	is_str(value("MESSAGE_ID"), "e333911c473d4cd8814b1fe96481bfdb", "thread_exit: id");
	is_str(value("PROCLOOK_TID"), "44", "thread_exit: the thread");
	is_str(value("PROCLOOK_STATUS"), "3", "thread_exit: status");
	make(&sample_image, 0, "image_load");
	is_str(value("MESSAGE"), "image_load pid=42 ppid=7 uid=1000 /usr/lib/libc.so.6: "
	       "7f0012340000-7f0012361000", "image_load: message");
	is_str(value("MESSAGE_ID"), "af3ae9e71ff94bc8bf81bf307ba8cc2c", "image_load: id");
	is_str(value("PROCLOOK_PATH"), "/usr/lib/libc.so.6", "image_load: path");
}

/* What no event has told yet */
static void test_own(void)
{
	fields_of_lost(&entry, 77, 1000, 300, 4);
	check_fields("lost");
	is_str(lines(),
	       "MESSAGE=lost 300 events up to number 1000: "
	       "the history did not have them any more\n"
	       "PRIORITY=4\nSYSLOG_IDENTIFIER=proclook\n"
	       "MESSAGE_ID=46a3f0ab53ab45578b58199574964d69\nPROCLOOK_GENERATION=77\n"
	       "PROCLOOK_SEQ=1000\nPROCLOOK_SKIPPED=4\nPROCLOOK_TYPE=lost\n"
	       "PROCLOOK_LOST=300\n", "lost: these fields");
	fields_of_end(&entry, 77, 1000, 4);
	check_fields("end");
	is_str(lines(),
	       "MESSAGE=end of the log at number 1000\n"
	       "PRIORITY=6\nSYSLOG_IDENTIFIER=proclook\n"
	       "MESSAGE_ID=3e8ee07c37cd4da8a42cef43fdc90634\nPROCLOOK_GENERATION=77\n"
	       "PROCLOOK_SEQ=1000\nPROCLOOK_SKIPPED=4\nPROCLOOK_TYPE=end\n",
	       "end: these fields, and none of the entry before");
}

static void test_hostile(void)
{
	static const char path[] = "/tmp/\nPRIORITY=0\n\x1b[31m\xff";
	static const char args[] = "x\nPROCLOOK_UID=0\0\xff\0";
	struct sample sample = sample_exec;
	const char *byte;

	sample.comm = "\nPRIORITY=0";
	sample.path = path;
	sample.path_len = sizeof(path) - 1;
	sample.args = args;
	sample.args_len = sizeof(args) - 1;
	sample.args_total = sample.args_len;
	make(&sample, 0, "hostile");
	is_str(value("PROCLOOK_COMM"), "\nPRIORITY=0", "hostile: the name as it is");
	is_str(value("PROCLOOK_PATH"), path, "hostile: the path as it is");
	is_str(value("PROCLOOK_ARGS"), "$'x\\nPROCLOOK_UID=0' $'\\xff'",
	       "hostile: the arguments for a shell");
	is_str(value("PRIORITY"), "6", "hostile: a newline makes no field");
	is_str(value("PROCLOOK_UID"), "1000", "hostile: nor does an argument");
	for (byte = value("MESSAGE"); byte && *byte >= ' ' && *byte < 0x7f; byte++)
		;
	ok(byte && !*byte, "hostile: the message is harmless");
}

static void test_long(void)
{
	static char args[PROCLOOK_STRING_MAX];
	struct sample sample = sample_exec;
	const char *message;

	memset(args, '\1', sizeof(args) - 1);
	sample.args = args;
	sample.args_len = sizeof(args);
	sample.args_total = sizeof(args) + 1;
	sample.flags = PROCLOOK_F_ARGS_CUT;
	make(&sample, 0, "long");
	is(strlen(value("PROCLOOK_ARGS")), 4 * (sizeof(args) - 1) + strlen("$'' ..."),
	   "long: all of the arguments");
	message = value("MESSAGE");
	ok(strlen(message) > 900 && strlen(message) <= 1003, "long: the message is cut");
	is_str(message + strlen(message) - 7, "\\x01...", "long: between two characters");
	is_str(value("PROCLOOK_FLAGS"), "args_cut", "long: the module has cut them, too");
	make(&sample_exit, 0, "short again");
	is_str(value("PROCLOOK_ARGS"), NULL, "short again: nothing is left of it");
}

static void test_failed(void)
{
	entry_start(&entry);
	entry_printf(&entry, "ONE", "1");
	entry_add_event(&entry, "TWO", event, "%q", 100);
	entry_printf(&entry, "THREE", "3");
	is(entry_get_fields(&entry, fields), -1, "what could not be added is told at the end");
	entry_start(&entry);
	entry_printf(&entry, "ONE", "1");
	is(entry_get_fields(&entry, fields), 1, "and forgotten with the next one");
}

int main(void)
{
	watcher_open(PROCLOOK_WAIT_DEVICE);
	test_exec();
	test_exit();
	test_others();
	test_own();
	test_hostile();
	test_long();
	test_failed();
	entry_end(&entry);
	watcher_close("entries");
	return done_testing();
}
