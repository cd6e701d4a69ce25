// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <proclook.h>

#include "diagnose.h"
#include "util.h"

#define CLASS_DIR	"/sys/class/proclook"

bool module_is_loaded(void)
{
	return !access(MODULE_DIR, F_OK);
}

const char *kernel_release(void)
{
	static struct utsname name;

	return uname(&name) ? "" : name.release;
}

/* As it is or compressed; other modules may have names that begin so */
static bool is_proclook(const char *path)
{
	static const char name[] = "proclook.ko";
	const size_t len = sizeof(name) - 1;
	const char *slash = strrchr(path, '/');
	const char *file = slash ? slash + 1 : path;

	return !strncmp(file, name, len) && (!file[len] || file[len] == '.');
}

static bool lists_proclook(FILE *list)
{
	bool found = false;
	char *line = NULL;
	size_t size = 0;

	/* "updates/dkms/proclook.ko.xz: ..."; what it needs is of no interest */
	while (!found && getline(&line, &size, list) >= 0) {
		line[strcspn(line, ":\n")] = '\0';
		found = is_proclook(line);
	}
	free(line);
	return found;
}

bool module_is_installed(void)
{
	char path[512];
	bool found;
	FILE *list;

	snprintf(path, sizeof(path), "/lib/modules/%s/modules.dep",
		 kernel_release());
	list = fopen(path, "re");
	if (!list)
		return false;
	found = lists_proclook(list);
	fclose(list);
	return found;
}

/* Whether or not there is a node */
static bool has_named_event(const char *name)
{
	char path[512];

	return snprintf(path, sizeof(path), CLASS_DIR "/%s", name) <
	       (int)sizeof(path) && !access(path, F_OK);
}

static const char *hint_for_absence(const char *name)
{
	if (has_named_event(name))
		return "; the named event is there, its node is not: is udev running?";
	if (module_is_loaded())
		return "; the module is loaded and has no such named event, see: proclook info";
	return "; is the module loaded? try: modprobe proclook";
}

/* Is the caller's name in the group's list, whatever groups the process has? */
static bool is_listed(const struct group *group)
{
	const struct passwd *user = getpwuid(getuid());
	char **member;

	for (member = group->gr_mem; user && *member; member++)
		if (!strcmp(*member, user->pw_name))
			return true;
	return false;
}

static const char *hint_for_access(const char *name)
{
	static char hint[256];
	const struct group *group;
	char path[512];
	struct stat st;

	snprintf(path, sizeof(path), NODE_DIR "/%s", name);
	if (stat(path, &st))
		return "; members of group 'proclook' may read it";
	if (!(st.st_mode & 0040))
		return "; only its owner may read it: is the udev rule installed?";
	group = getgrgid(st.st_gid);
	if (!group)
		return "; its group may read it, and has no name";
	snprintf(hint, sizeof(hint),
		 is_listed(group) ? "; you are in group '%s' now: log in again" :
				    "; members of group '%s' may read it",
		 group->gr_name);
	return hint;
}

static bool says_zero(const char *path)
{
	char line[8];

	return !read_line(path, line, sizeof(line)) && !strcmp(line, "0");
}

/* The module says only that; of the reasons some can be seen from here */
static const char *hint_for_support(void)
{
	char line[8];

	if (!read_line("/sys/kernel/realtime", line, sizeof(line)) &&
	    !strcmp(line, "1"))
		return "; this kernel is PREEMPT_RT, which cannot tell of such events";
	if (says_zero("/sys/kernel/debug/kprobes/enabled"))
		return "; kprobes are switched off: echo 1 >/sys/kernel/debug/kprobes/enabled";
	if (says_zero("/proc/sys/kernel/ftrace_enabled"))
		return "; ftrace is switched off: sysctl kernel.ftrace_enabled=1";
	return "; this kernel has no hook for such events, or not now: its log says more";
}

static const char *hint_for_versions(void)
{
	static char hint[256];
	char version[64];
	bool known = !read_line(MODULE_DIR "/version", version, sizeof(version));

	snprintf(hint, sizeof(hint),
		 "; the module's version is %s, the library's %s: update the older one",
		 known ? version : "unknown", proclook_version());
	return hint;
}

const char *hint_for(int error, const char *name)
{
	switch (error) {
	case ENOENT:
	case ENODEV:
	case ENXIO:
		return hint_for_absence(name);
	case EACCES:
		return hint_for_access(name);
	case EPERM:
		return "; it can be opened in the initial pid namespace only, not in a container";
	case EOPNOTSUPP:
		return hint_for_support();
	case EUSERS:
		return "; you have too many watchers for your own processes";
	case EPROTO:
	case ENOTTY:
		return hint_for_versions();
	default:
		return "";
	}
}

int exit_code_for(int error)
{
	switch (error) {
	case ENOENT:
	case ENODEV:
	case ENXIO:
		return EXIT_NO_DEVICE;
	case EACCES:
	case EPERM:
		return EXIT_FORBIDDEN;
	default:
		return EXIT_ERROR;
	}
}

int explain(int error, const char *name)
{
	if (error == EINVAL)
		return usage_error("'%s' cannot be the name of a named event", name);
	warn_plain(NODE_DIR "/%s: %s%s", name, strerror(error),
		   hint_for(error, name));
	return exit_code_for(error);
}
