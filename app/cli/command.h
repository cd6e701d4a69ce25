/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_COMMAND_H
#define PROCLOOK_COMMAND_H

/*
 * argv[0] is the program's name, for getopt's messages.  Return: exit code; stdout is flushed and
 * closed by main().
 */
int cmd_show(int argc, char **argv);
int cmd_watch(int argc, char **argv);
int cmd_list(int argc, char **argv);
int cmd_wait(int argc, char **argv);
int cmd_run(int argc, char **argv);
int cmd_info(int argc, char **argv);

void print_help(void);

#endif /* PROCLOOK_COMMAND_H */
