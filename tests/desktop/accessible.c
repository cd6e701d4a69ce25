// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What a screen reader sees of a program, in lines for tests:
 *
 *	accessible tree APPLICATION	all of it that is to be seen: its role, its "name" and
 *					its states, children with one blank more
 *	accessible rows APPLICATION	the list: a line for a row, with tabs between the cells
 *	accessible press APPLICATION NAME	the button of that name
 *	accessible write APPLICATION NAME TEXT	into the field of that name
 *
 * APPLICATION is its name on the accessibility bus of the session, for which it waits, ten
 * seconds at most.  Exit status: 0, 1 no such application or no such thing in it, 2 usage.
 */
#include <atspi/atspi.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PATIENCE_US	(10 * G_USEC_PER_SEC)
#define PAUSE_US	50000

typedef bool (*visit_fn)(AtspiAccessible *object, int depth, void *data);

static const struct {
	AtspiStateType type;
	const char *name;
} states[] = {
	{ ATSPI_STATE_ACTIVE, "active" },
	{ ATSPI_STATE_CHECKED, "checked" },
	{ ATSPI_STATE_EXPANDED, "expanded" },
	{ ATSPI_STATE_FOCUSED, "focused" },
	{ ATSPI_STATE_MODAL, "modal" },
	{ ATSPI_STATE_PRESSED, "pressed" },
	{ ATSPI_STATE_SELECTED, "selected" },
};

static bool is_visible(AtspiAccessible *object)
{
	AtspiStateSet *set = atspi_accessible_get_state_set(object);
	bool has = set && atspi_state_set_contains(set, ATSPI_STATE_VISIBLE);

	if (set)
		g_object_unref(set);
	return has;
}

static char *name_of(AtspiAccessible *object)
{
	char *name = atspi_accessible_get_name(object, NULL);

	return name ? name : g_strdup("");
}

static char *role_of(AtspiAccessible *object)
{
	char *role = atspi_accessible_get_role_name(object, NULL);

	return role ? role : g_strdup("");
}

/* What is still to be visited, the next one last */
struct node {
	AtspiAccessible *object;
	int depth;
};

static void push(GArray *waiting, AtspiAccessible *object, int depth)
{
	const struct node node = { .object = object, .depth = depth };

	g_array_append_val(waiting, node);
}

static void push_children(GArray *waiting, const struct node *node)
{
	int i = atspi_accessible_get_child_count(node->object, NULL);

	while (i-- > 0) {
		AtspiAccessible *child = atspi_accessible_get_child_at_index(node->object, i, NULL);

		if (child && is_visible(child))
			push(waiting, child, node->depth + 1);
		else
			g_clear_object(&child);
	}
}

/* All that is visible, from the top; false from a visit ends it.  Return: it was not ended */
static bool walk(AtspiAccessible *top, visit_fn visit, void *data)
{
	GArray *waiting = g_array_new(FALSE, FALSE, sizeof(struct node));
	bool on = true;

	push(waiting, g_object_ref(top), 0);
	while (waiting->len) {
		const struct node node = g_array_index(waiting, struct node, waiting->len - 1);

		g_array_set_size(waiting, waiting->len - 1);
		on = on && visit(node.object, node.depth, data);
		if (on)
			push_children(waiting, &node);
		g_object_unref(node.object);
	}
	g_array_free(waiting, TRUE);
	return on;
}

static bool print(AtspiAccessible *object, int depth, void *data)
{
	char *name = name_of(object);
	char *role = role_of(object);
	AtspiStateSet *set = atspi_accessible_get_state_set(object);
	size_t i;

	(void)data;
	printf("%*s%s \"%s\"", depth, "", role, name);
	for (i = 0; set && i < G_N_ELEMENTS(states); i++)
		if (atspi_state_set_contains(set, states[i].type))
			printf(" %s", states[i].name);
	printf("\n");
	g_clear_object(&set);
	g_free(name);
	g_free(role);
	return true;
}

/* The text of a cell is that of the label in it */
static bool append_label(AtspiAccessible *object, int depth, void *data)
{
	GString *line = data;
	char *role = role_of(object);
	char *name = name_of(object);

	(void)depth;
	if (!strcmp(role, "label"))
		g_string_append_printf(line, "%s%s", line->len ? "\t" : "", g_strstrip(name));
	g_free(role);
	g_free(name);
	return true;
}

/* Titles stand in a row as well, but not in the list */
static bool is_in_list(AtspiAccessible *object)
{
	AtspiAccessible *parent = atspi_accessible_get_parent(object, NULL);
	char *role = parent ? role_of(parent) : g_strdup("");
	bool is = !strcmp(role, "list");

	if (parent)
		g_object_unref(parent);
	g_free(role);
	return is;
}

static bool print_row(AtspiAccessible *object, int depth, void *data)
{
	char *role = role_of(object);
	GString *line;

	(void)depth;
	(void)data;
	if (!strcmp(role, "table row") && is_in_list(object)) {
		line = g_string_new(NULL);
		walk(object, append_label, line);
		printf("%s\n", line->str);
		g_string_free(line, TRUE);
	}
	g_free(role);
	return true;
}

/* Ends with the first one */
static bool press(AtspiAccessible *object, int depth, void *wanted)
{
	char *name = name_of(object);
	AtspiAction *action = strcmp(name, wanted) ? NULL :
			      atspi_accessible_get_action_iface(object);
	bool pressed = action && atspi_action_get_n_actions(action, NULL) > 0 &&
		       atspi_action_do_action(action, 0, NULL);

	(void)depth;
	if (action)
		g_object_unref(action);
	g_free(name);
	return !pressed;
}

/* The same, of a field: {name, text} */
static bool write_text(AtspiAccessible *object, int depth, void *wanted)
{
	char **words = wanted;
	char *name = name_of(object);
	AtspiEditableText *field = strcmp(name, words[0]) ? NULL :
				   atspi_accessible_get_editable_text_iface(object);
	bool written = field && atspi_editable_text_set_text_contents(field, words[1], NULL);

	(void)depth;
	if (field)
		g_object_unref(field);
	g_free(name);
	return !written;
}

static AtspiAccessible *find_now(const char *name)
{
	AtspiAccessible *desktop = atspi_get_desktop(0);
	int i, count = atspi_accessible_get_child_count(desktop, NULL);
	AtspiAccessible *found = NULL;

	for (i = 0; i < count && !found; i++) {
		AtspiAccessible *child = atspi_accessible_get_child_at_index(desktop, i, NULL);
		char *its = child ? name_of(child) : NULL;

		if (its && !strcmp(its, name))
			found = g_object_ref(child);
		g_free(its);
		if (child)
			g_object_unref(child);
	}
	g_object_unref(desktop);
	return found;
}

static AtspiAccessible *find_application(const char *name)
{
	gint64 end = g_get_monotonic_time() + PATIENCE_US;
	AtspiAccessible *found;

	while (!(found = find_now(name)) && g_get_monotonic_time() < end)
		g_usleep(PAUSE_US);
	return found;
}

static int misused(void)
{
	fprintf(stderr, "usage: accessible tree|rows APPLICATION\n"
			"       accessible press APPLICATION NAME\n"
			"       accessible write APPLICATION NAME TEXT\n");
	return 2;
}

static int fail(const char *what)
{
	fprintf(stderr, "accessible: there is no %s\n", what);
	return 1;
}

static visit_fn visit_for(int argc, const char *what)
{
	static const struct {
		const char *name;
		int argc;
		visit_fn visit;
	} all[] = {
		{ "tree", 3, print },
		{ "rows", 3, print_row },
		{ "press", 4, press },
		{ "write", 5, write_text },
	};
	size_t i;

	for (i = 0; i < G_N_ELEMENTS(all); i++)
		if (argc == all[i].argc && !strcmp(what, all[i].name))
			return all[i].visit;
	return NULL;
}

int main(int argc, char **argv)
{
	AtspiAccessible *application;
	visit_fn visit;
	void *data = NULL;

	if (argc == 4)
		data = argv[3];
	else if (argc == 5)
		data = argv + 3;
	visit = visit_for(argc, argv[1]);
	if (!visit)
		return misused();
	atspi_init();
	application = find_application(argv[2]);
	if (!application)
		return fail(argv[2]);
	/* Only what had something to do ends it early */
	return walk(application, visit, data) && data ? fail(argv[3]) : 0;
}
