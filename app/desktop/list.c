// SPDX-License-Identifier: GPL-2.0-or-later
#include "list.h"

/* Rows between two that go which are removed and added with them, for one signal less */
#define SMALL_GAP	64

/*
 * struct _DesktopList
 * @shown: the rows that are shown, in their order
 * @running: those that run
 * @ended: those that have ended, the oldest first
 * @news: those whose facts differ from what is shown
 * @pending: changes behind that
 */
struct _DesktopList {
	GObject parent_instance;
	GSequence *shown;
	GQueue running;
	GQueue ended;
	GQueue news;
	guint max_ended;
	guint64 pending;
};

static GType get_item_type(GListModel *model)
{
	(void)model;
	return DESKTOP_TYPE_ROW;
}

static guint get_n_items(GListModel *model)
{
	return g_sequence_get_length(DESKTOP_LIST(model)->shown);
}

static gpointer get_item(GListModel *model, guint position)
{
	GSequence *shown = DESKTOP_LIST(model)->shown;

	if (position >= (guint)g_sequence_get_length(shown))
		return NULL;
	return g_object_ref(g_sequence_get(g_sequence_get_iter_at_pos(shown, position)));
}

static void model_init(GListModelInterface *interface)
{
	interface->get_item_type = get_item_type;
	interface->get_n_items = get_n_items;
	interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE(DesktopList, desktop_list, G_TYPE_OBJECT,
			      G_IMPLEMENT_INTERFACE(G_TYPE_LIST_MODEL, model_init))

/* Each of the two queues has a reference of its rows, and so has the sequence */
static void put_news(DesktopList *list, DesktopRow *row)
{
	if (row->is_new)
		return;
	row->is_new = true;
	g_object_ref(row);
	g_queue_push_tail_link(&list->news, &row->news);
}

static void take_news(DesktopList *list, DesktopRow *row)
{
	if (!row->is_new)
		return;
	row->is_new = false;
	g_queue_unlink(&list->news, &row->news);
	g_object_unref(row);
}

static void remove_row(DesktopList *list, GQueue *home, DesktopRow *row)
{
	row->is_gone = true;
	if (row->place)
		put_news(list, row);
	else
		take_news(list, row);
	g_queue_unlink(home, &row->home);
	g_object_unref(row);
}

static void forget_oldest(DesktopList *list)
{
	while (list->ended.length > list->max_ended)
		remove_row(list, &list->ended, g_queue_peek_head(&list->ended));
}

static DesktopRow *row_of(DesktopList *list, struct process *process)
{
	DesktopRow *row = process->user;

	if (row)
		return row;
	row = desktop_row_new();
	g_queue_push_tail_link(&list->running, &row->home);
	process->user = row;
	return row;
}

static void end_row(DesktopList *list, struct process *process)
{
	DesktopRow *row = process->user;

	process->user = NULL;
	g_queue_unlink(&list->running, &row->home);
	g_queue_push_tail_link(&list->ended, &row->home);
	forget_oldest(list);
}

/* Nobody knows what becomes of them now */
static void forget_running(DesktopList *list)
{
	while (list->running.length)
		remove_row(list, &list->running, g_queue_peek_head(&list->running));
}

static void take_process(DesktopList *list, const struct change *change)
{
	DesktopRow *row = row_of(list, change->process);

	facts_set(&row->live, change);
	put_news(list, row);
	list->pending++;
	if (change->type == CHANGE_ENDED || change->type == CHANGE_VANISHED)
		end_row(list, change->process);
}

void desktop_list_take(DesktopList *list, const struct change *change)
{
	if (change->type == CHANGE_CLOSED)
		forget_running(list);
	else if (change->process)
		take_process(list, change);
}

guint64 desktop_list_get_pending(DesktopList *list)
{
	return list->pending;
}

static int compare_positions(gconstpointer a, gconstpointer b)
{
	const guint first = *(const guint *)a;
	const guint second = *(const guint *)b;

	return first < second ? 1 : first > second ? -1 : 0;
}

/* The rows between that stay are removed and added, which changes nothing in them */
static void remove_run(DesktopList *list, guint first, guint last, guint count)
{
	guint i;

	for (i = last + 1; i-- > first;) {
		GSequenceIter *place = g_sequence_get_iter_at_pos(list->shown, i);
		DesktopRow *row = g_sequence_get(place);

		if (!row->is_gone)
			continue;
		row->place = NULL;
		g_sequence_remove(place);
	}
	g_list_model_items_changed(G_LIST_MODEL(list), first, last + 1 - first,
				   last + 1 - first - count);
}

/* From behind, so that positions that were taken before are still right */
static void remove_at(DesktopList *list, GArray *positions)
{
	const guint *position = (const guint *)positions->data;
	guint i, run = 0;

	g_array_sort(positions, compare_positions);
	for (i = 1; i <= positions->len; i++) {
		if (i < positions->len && position[i - 1] - position[i] <= SMALL_GAP)
			continue;
		remove_run(list, position[i - 1], position[run], i - run);
		run = i;
	}
}

static void remove_gone(DesktopList *list)
{
	GArray *positions = g_array_new(FALSE, FALSE, sizeof(guint));
	GList *link, *next;

	for (link = list->news.head; link; link = next) {
		DesktopRow *row = link->data;
		guint position;

		next = link->next;
		if (!row->is_gone)
			continue;
		position = g_sequence_iter_get_position(row->place);
		g_array_append_val(positions, position);
		take_news(list, row);
	}
	if (positions->len)
		remove_at(list, positions);
	g_array_free(positions, TRUE);
}

static int compare_rows(gconstpointer a, gconstpointer b, gpointer data)
{
	const DesktopRow *first = a;
	const DesktopRow *second = b;

	(void)data;
	if (first->shown.news_ns != second->shown.news_ns)
		return first->shown.news_ns < second->shown.news_ns ? 1 : -1;
	return second->shown.pid - first->shown.pid;
}

/* The rows from @first on, and all but @behind at the end, are others than before */
struct span {
	guint first;
	guint behind;
};

static void add_to_span(struct span *span, DesktopList *list, const DesktopRow *row)
{
	guint position = g_sequence_iter_get_position(row->place);
	guint behind = g_sequence_get_length(list->shown) - position - 1;

	span->first = MIN(span->first, position);
	span->behind = MIN(span->behind, behind);
}

static void take_out(DesktopList *list, struct span *span)
{
	GList *link;

	for (link = list->news.head; link; link = link->next) {
		DesktopRow *row = link->data;

		if (row->place)
			add_to_span(span, list, row);
	}
	for (link = list->news.head; link; link = link->next) {
		DesktopRow *row = link->data;

		/* What the model has is in nobody's way until the signal */
		if (row->place)
			g_sequence_remove(row->place);
		row->place = NULL;
	}
}

static void put_in(DesktopList *list, struct span *span)
{
	GList *link;

	for (link = list->news.head; link; link = link->next) {
		DesktopRow *row = link->data;

		desktop_row_show(row);
		row->place = g_sequence_insert_sorted(list->shown, g_object_ref(row), compare_rows,
						      NULL);
	}
	for (link = list->news.head; link; link = link->next)
		add_to_span(span, list, link->data);
}

/* In one signal, so that a row that moves keeps its selection and its focus */
static void show_news(DesktopList *list)
{
	const guint before = g_sequence_get_length(list->shown);
	struct span span = { .first = G_MAXUINT, .behind = G_MAXUINT };
	guint after;

	if (!list->news.length)
		return;
	take_out(list, &span);
	put_in(list, &span);
	after = g_sequence_get_length(list->shown);
	g_list_model_items_changed(G_LIST_MODEL(list), span.first,
				   before - span.first - span.behind,
				   after - span.first - span.behind);
}

static void tell_rows(DesktopList *list)
{
	while (list->news.length) {
		DesktopRow *row = g_queue_peek_head(&list->news);

		desktop_row_changed(row);
		take_news(list, row);
	}
}

void desktop_list_apply(DesktopList *list)
{
	list->pending = 0;
	remove_gone(list);
	show_news(list);
	tell_rows(list);
}

static DesktopRow *find_in(const GQueue *home, int32_t pid, uint64_t start_ns)
{
	GList *link;

	for (link = home->head; link; link = link->next) {
		DesktopRow *row = link->data;

		if (row->live.pid == pid && row->live.start_ns == start_ns)
			return row;
	}
	return NULL;
}

DesktopRow *desktop_list_find(DesktopList *list, int32_t pid, uint64_t start_ns)
{
	DesktopRow *row = find_in(&list->running, pid, start_ns);

	return row ? row : find_in(&list->ended, pid, start_ns);
}

static void desktop_list_finalize(GObject *object)
{
	DesktopList *list = DESKTOP_LIST(object);

	forget_running(list);
	list->max_ended = 0;
	forget_oldest(list);
	while (list->news.length)
		take_news(list, g_queue_peek_head(&list->news));
	g_sequence_free(list->shown);
	G_OBJECT_CLASS(desktop_list_parent_class)->finalize(object);
}

static void desktop_list_class_init(DesktopListClass *class)
{
	G_OBJECT_CLASS(class)->finalize = desktop_list_finalize;
}

static void desktop_list_init(DesktopList *list)
{
	list->shown = g_sequence_new(g_object_unref);
}

DesktopList *desktop_list_new(guint max_ended)
{
	DesktopList *list = g_object_new(DESKTOP_TYPE_LIST, NULL);

	list->max_ended = max_ended;
	return list;
}
