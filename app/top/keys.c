// SPDX-License-Identifier: GPL-2.0-or-later
#include <curses.h>
#include <errno.h>
#include <limits.h>
#include <string.h>
#include <wchar.h>

#include "keys.h"
#include "panes.h"
#include "util.h"

#define ESCAPE		27
#define CTRL(letter)	((letter) - '@')

/* Whoever pastes a book is not to keep it from drawing */
#define KEYS_MAX	256

static void toggle_pause(struct top *top)
{
	if (top->is_paused)
		model_end(&top->frozen);
	else if (!top->model.is_ready || model_copy(&top->frozen, &top->model))
		return;
	top->is_paused = !top->is_paused;
	top_arrange(top);
}

static void toggle(struct top *top, bool *what)
{
	*what = !*what;
	top_arrange(top);
}

static void search_for(struct top *top, const char *text)
{
	view_search(&top->view, text);
	top_arrange(top);
}

static void search_add(struct top *top, wint_t character)
{
	char text[VIEW_SEARCH_SIZE + MB_LEN_MAX];
	size_t used = strlen(top->view.search);
	mbstate_t state = { 0 };
	size_t len;

	memcpy(text, top->view.search, used);
	len = wcrtomb(text + used, (wchar_t)character, &state);
	/* Never a part of a character */
	if (len == (size_t)-1 || used + len >= VIEW_SEARCH_SIZE)
		return;
	text[used + len] = '\0';
	search_for(top, text);
}

/* In any coding whose characters do not begin as they go on, as those of UTF-8 */
static void search_remove(struct top *top)
{
	char text[VIEW_SEARCH_SIZE];
	size_t len = strlen(top->view.search);

	memcpy(text, top->view.search, len + 1);
	while (len && (text[--len] & 0xc0) == 0x80)
		;
	text[len] = '\0';
	search_for(top, text);
}

static void search_clear(struct top *top)
{
	search_for(top, "");
	top->is_typing = false;
}

/* Return: false where the key means what it always does */
static bool take_typed(struct top *top, wint_t key)
{
	switch (key) {
	case '\r':
	case '\n':
		top->is_typing = false;
		return true;
	case 127:
	case CTRL('H'):
		search_remove(top);
		return true;
	case CTRL('U'):
		search_for(top, "");
		return true;
	}
	if (key < ' ')
		return false;
	search_add(top, key);
	return true;
}

static void move_rows(struct top *top, ptrdiff_t rows)
{
	if (top->pane_kind != PANE_NONE)
		pane_move(&top->pane, rows);
	else
		view_move(&top->view, rows);
}

static void turn_pages(struct top *top, int pages)
{
	if (top->pane_kind != PANE_NONE)
		pane_move(&top->pane, pages * (ptrdiff_t)top->pane.height);
	else
		view_turn(&top->view, pages);
}

/* Return: false where it is none that moves */
static bool take_move(struct top *top, int key)
{
	switch (key) {
	case KEY_UP:
		move_rows(top, -1);
		return true;
	case KEY_DOWN:
		move_rows(top, 1);
		return true;
	case KEY_PPAGE:
		turn_pages(top, -1);
		return true;
	case KEY_NPAGE:
		turn_pages(top, 1);
		return true;
	case KEY_HOME:
		move_rows(top, -PTRDIFF_MAX);
		return true;
	case KEY_END:
		move_rows(top, PTRDIFF_MAX);
		return true;
	}
	return false;
}

static void escape(struct top *top)
{
	if (top->pane_kind != PANE_NONE)
		panes_close(top);
	else
		search_clear(top);
}

static void search(struct top *top)
{
	panes_close(top);
	top->is_typing = true;
}

static void quit(struct top *top)
{
	if (top->pane_kind != PANE_NONE)
		panes_close(top);
	else
		top->code = EXIT_DONE;
}

static void take_letter(struct top *top, wint_t key)
{
	switch (key) {
	case 'q':
		quit(top);
		break;
	case 'j':
		move_rows(top, 1);
		break;
	case 'k':
		move_rows(top, -1);
		break;
	case '/':
		search(top);
		break;
	case ESCAPE:
		escape(top);
		break;
	case ' ':
		toggle_pause(top);
		break;
	case 'u':
		toggle(top, &top->view.own);
		break;
	case 'K':
		toggle(top, &top->view.kernel);
		break;
	case 'c':
	case '\r':
	case '\n':
		panes_toggle_details(top);
		break;
	case '?':
		panes_toggle_help(top);
		break;
	case 'r':
		follow_retry(top->follow);
		break;
	case CTRL('L'):
		clearok(curscr, TRUE);
		break;
	}
}

static void take_function_key(struct top *top, int key)
{
	if (take_move(top, key))
		return;
	if (key == KEY_BACKSPACE && top->is_typing)
		search_remove(top);
	else if (key == KEY_ENTER && top->is_typing)
		top->is_typing = false;
	else if (key == KEY_ENTER)
		panes_toggle_details(top);
}

bool keys_take(struct top *top)
{
	unsigned int i;

	for (i = 0; i < KEYS_MAX && top->code == GO_ON; i++) {
		wint_t key;
		int kind = get_wch(&key);

		if (kind == ERR)
			break;
		if (kind == KEY_CODE_YES)
			take_function_key(top, (int)key);
		else if (!top->is_typing || !take_typed(top, key))
			take_letter(top, key);
		top->is_stale = true;
		top->is_urgent = true;
	}
	return i == KEYS_MAX;
}
