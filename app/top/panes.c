// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>
#include <string.h>

#include "describe.h"
#include "panes.h"

static const char help[] =
"Up, Down, k, j     one row up, down\n"
"PgUp, PgDn         one page up, down\n"
"Home, End          the first, the last row\n"
"/                  search: name, path, arguments, process id\n"
"Esc                clear the search; close what was opened\n"
"Space              pause, and go on\n"
"u                  only my processes, or all\n"
"K                  kernel threads, too, or not\n"
"c, Enter           all about the selected process\n"
"r                  try again at once to open the device\n"
"Ctrl-L             draw all again\n"
"?                  this text\n"
"q                  close what was opened; quit\n"
"\n"
"A search shows what it finds, and the processes above that. Those that have\n"
"ended stay for some seconds, with their status and how long they were there.\n";

void panes_close(struct top *top)
{
	pane_set(&top->pane, NULL);
	top->pane_kind = PANE_NONE;
}

static bool toggle(struct top *top, enum pane_kind kind)
{
	bool was_open = top->pane_kind == kind;

	panes_close(top);
	if (!was_open)
		top->pane_kind = kind;
	return !was_open;
}

void panes_toggle_help(struct top *top)
{
	if (toggle(top, PANE_HELP))
		pane_set(&top->pane, strdup(help));
}

void panes_toggle_details(struct top *top)
{
	const struct row *row = view_selected(&top->view);

	if (!row || !toggle(top, PANE_DETAILS))
		return;
	top->pane_pid = top->view.pid;
	top->pane_start_ns = top->view.start_ns;
}

void panes_update(struct top *top)
{
	const struct row *row = view_selected(&top->view);
	char *text;

	if (top->pane_kind != PANE_DETAILS || !row || top->view.pid != top->pane_pid ||
	    top->view.start_ns != top->pane_start_ns)
		return;
	text = describe_all(row->node, describe_boot_ns());
	if (text)
		pane_set(&top->pane, text);
}
