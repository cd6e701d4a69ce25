// SPDX-License-Identifier: GPL-2.0-or-later
/* Events as text and as JSON, and what each field looks like */
#include <pwd.h>
#include <signal.h>
#include <tap.h>
#include <time.h>

#include "watcher.h"

static char text[65536];

static void format(const char *how, const char *wanted)
{
	ssize_t len;

	memset(text, 0xcc, sizeof(text));
	len = proclook_event_format(event, how, text, sizeof(text));
	is_str(text, wanted, "%s", how ? how : "default");
	is(len, strlen(wanted), "%s: length", how ? how : "default");
}

static void json(const char *wanted)
{
	memset(text, 0xcc, sizeof(text));
	is(proclook_event_format_json(event, text, sizeof(text)), strlen(wanted), "JSON: length");
	is_str(text, wanted, "JSON");
}

static void test_exec(void)
{
	take(&sample_exec);
	format(NULL, "01:46:41.500000\texec\t42\t7\t1000\t/usr/bin/ls\tls -l 'my file'\tseq=1");
	format("", "");
	format("plain", "plain");
	format("%%", "%");
	format("100%% %p", "100% 42");
	format("%t %p %T %P", "exec 42 43 7");
	format("%u %g %c", "1000 100 ls");
	format("%f|%N", "/usr/bin/ls|/usr/bin/ls");
	format("%a|%i", "ls -l 'my file'|ls -l 'my file'");
	format("%x %d", "- -");
	format("%A|%e|%l", "-|-|-");
	format("%s %m %G", "1 0 18369614221190020847");
	format("%L %D", "01:46:41.500000 2001-09-09");
	format("%Z", "2001-09-09T01:46:41.500000000Z");
	format("%S %b %B", "1.500000000 1.250000000 1.000000001");
	format("%k", "-");
	format("%n", "\n");
	json("{\"type\":\"exec\",\"seq\":1,\"generation\":\"18369614221190020847\","
	     "\"missed\":0,\"time\":\"2001-09-09T01:46:41.500000000Z\","
	     "\"time_ns\":1500000000,\"start_ns\":1250000000,"
	     "\"parent_start_ns\":1000000001,\"pid\":42,\"tid\":43,\"ppid\":7,"
	     "\"uid\":1000,\"gid\":100,\"comm\":\"ls\",\"path\":\"/usr/bin/ls\","
	     "\"args\":[\"ls\",\"-l\",\"my file\"],\"args_total\":14,\"flags\":[]}");
}

static void test_exit(void)
{
	take(&sample_exit);
	format("%x %d|%i|%a|%f|%N", "status=3 0.250000000|status=3 250.000ms|-|-|ls");
	json("{\"type\":\"exit\",\"seq\":2,\"generation\":\"18369614221190020847\","
	     "\"missed\":0,\"time\":\"2001-09-09T01:46:41.500000000Z\","
	     "\"time_ns\":1500000000,\"start_ns\":1250000000,"
	     "\"parent_start_ns\":1000000001,\"pid\":42,\"tid\":42,\"ppid\":7,"
	     "\"uid\":1000,\"gid\":100,\"comm\":\"ls\",\"status\":768,\"exit_code\":3,"
	     "\"duration_ns\":250000000,\"flags\":[]}");
}

static void test_statuses(void)
{
	struct sample sample = sample_exit;

	sample.status = SIGKILL;
	take(&sample);
	format("%x", "signal=SIGKILL");
	sample.status = SIGSEGV | 0x80;
	take(&sample);
	format("%x", "signal=SIGSEGV core");
	format(NULL, "01:46:41.500000\texit\t42\t7\t1000\tls\t"
	       "signal=SIGSEGV core 250.000ms\tseq=4");
	proclook_event_format_json(event, text, sizeof(text));
	ok(strstr(text, ",\"status\":139,\"signal\":11,\"signal_name\":\"SIGSEGV\","
		  "\"core\":true,\"duration_ns\":250000000,"), "json of a signal");
	sample.status = SIGRTMIN + 3;
	take(&sample);
	format("%x", "signal=SIGRTMIN+3");
	sample.status = 33;
	take(&sample);
	format("%x", "signal=33");
	sample.status = -1;
	take(&sample);
	format("%x", "status=255");
}

static void span(uint64_t ns, const char *wanted)
{
	struct sample sample = sample_exit;

	sample.time_ns = sample.start_ns + ns;
	take(&sample);
	format("%i", wanted);
}

static void test_spans(void)
{
	struct sample sample = sample_exit;

	span(0, "status=3 0us");
	span(999999, "status=3 999us");
	span(1000000, "status=3 1.000ms");
	span(999999999, "status=3 999.999ms");
	span(1000000000, "status=3 1.000s");
	span(59999999999, "status=3 59.999s");
	span(60000000000, "status=3 1m00s");
	span(3599999999999, "status=3 59m59s");
	span(3600000000000, "status=3 1h00m00s");
	span(90061000000000, "status=3 25h01m01s");
	sample.start_ns = sample.time_ns + 1;
	take(&sample);
	format("%d", "0.000000000");
}

static void test_fork(void)
{
	struct sample sample = sample_fork;

	take(&sample);
	format("%t|%N|%i|%a|%x|%d|%f", "fork|sh|-|-|-|-|-");
	sample.flags = PROCLOOK_F_KERNEL_THREAD;
	sample.comm = "kworker/0:1";
	take(&sample);
	format("%N %k", "[kworker/0:1] kernel_thread");
	proclook_event_format_json(event, text, sizeof(text));
	ok(!strstr(text, "\"path\"") && !strstr(text, "\"args\"") &&
	   strstr(text, "\"flags\":[\"kernel_thread\"]}"), "json of a fork: no path, a flag");
}

static void test_flags(void)
{
	struct sample sample = sample_exec;

	sample.flags = PROCLOOK_F_ARGS_CUT | PROCLOOK_F_PATH_AS_CALLED;
	sample.args_total = 9000;
	take(&sample);
	format("%a|%k", "ls -l 'my file' ...|path_as_called,args_cut");
	sample.args_len = 0;
	take(&sample);
	format("%a", "...");
	sample.flags = PROCLOOK_F_ARGS_OFF;
	sample.args_total = 0;
	take(&sample);
	format("%a|%k", "-|args_off");
	sample.flags = PROCLOOK_F_WORKER;
	take(&sample);
	format("%k", "worker");
	sample.flags = 0x80000020;
	take(&sample);
	format("%k", "unknown(0x20),unknown(0x80000000)");
	proclook_event_format_json(event, text, sizeof(text));
	ok(strstr(text, "\"flags\":[\"unknown(0x20)\",\"unknown(0x80000000)\"]}"),
	   "json of flags that we do not know");
}

static void test_thread(void)
{
	struct sample sample = sample_thread;

	take(&sample);
	format("%t %p %T %c", "thread_exit 42 44 worker");
	format("%x %d|%i|%a|%e|%A|%l", "status=3 0.125000000|status=3 125.000ms|-|1.375000000|-|-");
	proclook_event_format_json(event, text, sizeof(text));
	ok(strstr(text, ",\"comm\":\"worker\",\"thread_start_ns\":1375000000,"
		  "\"status\":768,\"exit_code\":3,\"duration_ns\":125000000,\"flags\":[]}"),
	   "json of a thread that ends: its own times and status");
	sample.type = PROCLOOK_THREAD_CREATE;
	take(&sample);
	format("%t|%x|%d|%i|%e", "thread_create|-|-|-|1.375000000");
	proclook_event_format_json(event, text, sizeof(text));
	ok(strstr(text, ",\"comm\":\"worker\",\"thread_start_ns\":1375000000,\"flags\":[]}"),
	   "json of a new thread: no status");
}

static void test_image(void)
{
	struct sample sample = sample_image;

	take(&sample);
	format("%t %T %N", "image_load 44 /usr/lib/libc.so.6");
	format("%A|%i", "7f0012340000-7f0012361000|7f0012340000-7f0012361000");
	format("%a|%e|%x|%l", "-|-|-|-");
	proclook_event_format_json(event, text, sizeof(text));
	ok(strstr(text, ",\"comm\":\"ls\",\"image_start\":139638282125312,"
		  "\"image_size\":135168,\"path\":\"/usr/lib/libc.so.6\",\"flags\":[]}"),
	   "json of an image: where it lies, a path, no arguments");
	sample.image_start = 0xffffffffff600000;
	sample.image_size = 0x1000;
	take(&sample);
	format("%A", "ffffffffff600000-ffffffffff601000");
}

static void test_no_event(void)
{
	struct sample sample = sample_fork;

	sample.type = PROCLOOK_LOST;
	sample.lost = 17;
	take(&sample);
	format("%t|%l|%i|%A|%e", "lost|17|lost=17|-|-");
	proclook_event_format_json(event, text, sizeof(text));
	ok(strstr(text, "\"comm\":\"sh\",\"lost\":17,\"flags\":[]}"), "json of lost records");
	sample = sample_image;
	sample.type = PROCLOOK_EXISTING;
	take(&sample);
	format("%t|%N|%i", "existing|/usr/lib/libc.so.6|-");
	proclook_event_format_json(event, text, sizeof(text));
	ok(strstr(text, "\"comm\":\"ls\",\"path\":\"/usr/lib/libc.so.6\",\"flags\":[]}"),
	   "json of what exists: a path, no arguments");
}

/* Where it is later, and where it is still the day before */
static void test_zones(void)
{
	take(&sample_exec);
	setenv("TZ", "EAST-5:30", 1);
	tzset();
	format("%L %D %Z", "07:16:41.500000 2001-09-09 2001-09-09T01:46:41.500000000Z");
	setenv("TZ", "WEST8", 1);
	tzset();
	format("%L %D %Z", "17:46:41.500000 2001-09-08 2001-09-09T01:46:41.500000000Z");
	setenv("TZ", "UTC0", 1);
	tzset();
}

static void test_unknown(void)
{
	struct sample sample = sample_exec;

	sample.type = 7;
	take(&sample);
	format("%t %x %d %i", "unknown(7) - - ls -l 'my file'");
	proclook_event_format_json(event, text, sizeof(text));
	ok(!strncmp(text, "{\"type\":\"unknown(7)\",", 21), "json of an unknown type");
	ok(strstr(text, "\"path\":\"/usr/bin/ls\""), "with its strings");
}

static void test_hostile(void)
{
	struct sample sample = sample_exec;

	sample.comm = "\x1b]0;x\a";
	sample.path = "/tmp/\xe2\x80\xae\n";
	sample.path_len = 9;
	sample.args = "\x80\0it's";
	sample.args_len = 6;
	sample.args_total = 6;
	take(&sample);
	format("%c|%f|%a", "\\x1b]0;x\\a|/tmp/\\u{202E}\\n|$'\\x80' $'it\\'s'");
	proclook_event_format_json(event, text, sizeof(text));
	ok(strstr(text, "\"comm\":\"\\u001b]0;x\\u0007\",\"path\":\"/tmp/\\u202e\\n\","
		  "\"args\":[\"\\ufffd\",\"it's\"],\"args_total\":6,\"flags\":[\"not_utf8\"]"),
	   "json of hostile names");
}

static void test_user(void)
{
	struct sample sample = sample_exec;
	const struct passwd *root = getpwuid(0);

	sample.uid = 0;
	take(&sample);
	format("%U", root ? root->pw_name : "0");
	sample.uid = 4294967294U;
	take(&sample);
	format("%u", "4294967294");
}

int main(void)
{
	setenv("TZ", "UTC0", 1);
	watcher_open(PROCLOOK_WAIT_DEVICE);
	test_exec();
	test_exit();
	test_statuses();
	test_spans();
	test_fork();
	test_flags();
	test_thread();
	test_image();
	test_no_event();
	test_zones();
	test_unknown();
	test_hostile();
	test_user();
	proclook_watch_close(watch);
	proclook_event_free(event);
	return done_testing();
}
