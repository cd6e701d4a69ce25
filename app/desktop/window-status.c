// SPDX-License-Identifier: GPL-2.0-or-later
#include <glib/gi18n.h>
#include <inttypes.h>

#include "page.h"
#include "window-internal.h"

/* A label that is set draws itself and tells those who listen, also where nothing differs */
static void set_text(GtkLabel *label, char *text)
{
	if (strcmp(gtk_label_get_text(label), text))
		gtk_label_set_text(label, text);
	g_free(text);
}

static void refresh_paused(DesktopWindow *window)
{
	guint64 count = desktop_list_get_pending(window->list);

	gtk_widget_set_visible(window->paused_bar, window->paused);
	if (!window->paused)
		return;
	set_text(window->paused_label,
		 g_strdup_printf(ngettext("The list stands still. %" PRIu64 " change since then.",
					  "The list stands still. %" PRIu64 " changes since then.",
					  count), (uint64_t)count));
}

static void refresh_lost(DesktopWindow *window)
{
	uint64_t lost = window->watcher.lost;

	gtk_widget_set_visible(window->lost_bar, lost > 0);
	if (!lost)
		return;
	set_text(window->lost_label,
		 g_strdup_printf(ngettext("%" PRIu64 " event was lost: more came than could be "
					  "kept.",
					  "%" PRIu64 " events were lost: more came than could be "
					  "kept.", lost), lost));
}

static void refresh_own(DesktopWindow *window)
{
	const struct watcher *watcher = &window->watcher;
	bool follows = watcher->state == WATCHER_LISTING || watcher->state == WATCHER_FOLLOWING;
	bool hint = follows && !watcher->shows_all && !window->hide_hint;

	gtk_widget_set_visible(window->own_bar, hint);
}

/* Those who do not see are told all that is visible: a page of a GtkStack always is */
static void show_list(DesktopWindow *window, bool show)
{
	gtk_widget_set_visible(GTK_WIDGET(window->scrolled), show);
	gtk_widget_set_visible(GTK_WIDGET(window->status), !show);
}

/* The status page takes markup, and what the system says may be anything */
static void show_page(DesktopWindow *window, const struct page *page, bool retry, bool show_all)
{
	char *markup = g_markup_escape_text(page->description, -1);

	adw_status_page_set_icon_name(window->status, page->icon);
	adw_status_page_set_title(window->status, page->title);
	adw_status_page_set_description(window->status, markup);
	gtk_widget_set_visible(window->retry_button, retry);
	gtk_widget_set_visible(window->show_all_button, show_all);
	show_list(window, false);
	g_free(markup);
}

static void show_error(DesktopWindow *window)
{
	struct page page = { 0 };

	page_for_error(&page, window->watcher.error);
	show_page(window, &page, true, false);
	g_free(page.description);
}

static void show_emptiness(DesktopWindow *window)
{
	const bool filtered = g_list_model_get_n_items(G_LIST_MODEL(window->list));
	const struct page none = {
		.icon = "system-run-symbolic",
		.title = _("No Process Yet"),
		.description = _("What starts from now on is seen here."),
	};
	const struct page no_match = {
		.icon = "system-search-symbolic",
		.title = _("No Process Fits"),
		.description = _("None of the processes is what you are looking for, until now."),
	};

	show_page(window, filtered ? &no_match : &none, false, filtered);
}

void status_refresh(DesktopWindow *window)
{
	refresh_paused(window);
	refresh_lost(window);
	refresh_own(window);
	switch (window->watcher.state) {
	case WATCHER_CLOSED:
	case WATCHER_BROKEN:
		show_error(window);
		return;
	case WATCHER_FOLLOWING:
		if (g_list_model_get_n_items(G_LIST_MODEL(window->selection)))
			break;
		show_emptiness(window);
		return;
	default:
		break;
	}
	show_list(window, true);
}
