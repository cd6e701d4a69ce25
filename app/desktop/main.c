// SPDX-License-Identifier: GPL-2.0-or-later
#include <adwaita.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <proclook.h>
#include <signal.h>
#include <stdio.h>

#include "rules-window.h"
#include "util.h"
#include "window.h"

#define ID	"org.proclook.Desktop"
#define DOMAIN	"proclook-desktop"

/* A second start ends here, too: the window that is there comes forward */
static DesktopWindow *raise_window(GtkApplication *application)
{
	GtkWindow *window = gtk_application_get_active_window(application);
	GList *windows = gtk_application_get_windows(application);

	for (; windows && !(window && DESKTOP_IS_WINDOW(window)); windows = windows->next)
		window = windows->data;
	if (!window)
		window = GTK_WINDOW(desktop_window_new(application));
	gtk_window_present(window);
	return DESKTOP_WINDOW(window);
}

static void activate(GtkApplication *application)
{
	raise_window(application);
}

static void show_process(GSimpleAction *action, GVariant *process, gpointer application)
{
	int32_t pid;
	guint64 start_ns;

	(void)action;
	g_variant_get(process, "(it)", &pid, &start_ns);
	desktop_window_show_process(raise_window(application), pid, start_ns);
}

static void quit(GSimpleAction *action, GVariant *parameter, gpointer application)
{
	(void)action;
	(void)parameter;
	g_application_quit(application);
}

static void rules(GSimpleAction *action, GVariant *parameter, gpointer application)
{
	(void)action;
	(void)parameter;
	rules_window_show(GTK_WINDOW(raise_window(application)));
}

static void about(GSimpleAction *action, GVariant *parameter, gpointer application)
{
	(void)action;
	(void)parameter;
	adw_show_about_window(gtk_application_get_active_window(application),
			      "application-name", _("Processes"),
			      "application-icon", ID,
			      "version", PROCLOOK_VERSION,
			      "developer-name", _("The proclook authors"),
			      "comments", _("What starts and ends on this machine"),
			      "license-type", GTK_LICENSE_GPL_2_0, NULL);
}

static void set_keys(GtkApplication *application)
{
	static const struct {
		const char *action;
		const char *keys[3];
	} all[] = {
		{ "win.search", { "<Control>f" } },
		{ "win.pause", { "<Control>p" } },
		{ "win.retry", { "F5", "<Control>r" } },
		{ "win.show-help-overlay", { "<Control>question", "F1" } },
		{ "window.close", { "<Control>w" } },
		{ "app.quit", { "<Control>q" } },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(all); i++)
		gtk_application_set_accels_for_action(application, all[i].action, all[i].keys);
}

static gboolean asked_to_end(gpointer application)
{
	g_application_quit(application);
	return G_SOURCE_CONTINUE;
}

static void startup(GtkApplication *application)
{
	static const GActionEntry entries[] = {
		{ .name = "show-process", .activate = show_process, .parameter_type = "(it)" },
		{ .name = "rules", .activate = rules },
		{ .name = "about", .activate = about },
		{ .name = "quit", .activate = quit },
	};

	g_action_map_add_action_entries(G_ACTION_MAP(application), entries, ARRAY_SIZE(entries),
					application);
	set_keys(application);
	g_unix_signal_add(SIGTERM, asked_to_end, application);
	g_unix_signal_add(SIGINT, asked_to_end, application);
	g_unix_signal_add(SIGHUP, asked_to_end, application);
}

/* Before it is the one that others start, or asks that to raise its window */
static int local_options(GApplication *application, GVariantDict *options)
{
	(void)application;
	if (g_variant_dict_contains(options, "version")) {
		put("proclook-desktop %s\n", PROCLOOK_VERSION);
		put("library %s\n", proclook_version());
		return close_stdout(EXIT_DONE);
	}
	if (gtk_init_check())
		return GO_ON;
	warn_plain("there is no display: is this a graphical session?");
	return EXIT_ERROR;
}

static void shutdown_windows(GtkApplication *application)
{
	GList *windows;

	/* Their resources go while the display is there */
	while ((windows = gtk_application_get_windows(application)))
		gtk_window_destroy(windows->data);
}

int main(int argc, char **argv)
{
	AdwApplication *application;
	int code;

	program_name = "proclook-desktop";
	open_std_fds();
	setlocale(LC_ALL, "");
	bindtextdomain(DOMAIN, PROCLOOK_LOCALEDIR);
	bind_textdomain_codeset(DOMAIN, "UTF-8");
	textdomain(DOMAIN);
	application = adw_application_new(ID, G_APPLICATION_DEFAULT_FLAGS);
	g_application_add_main_option(G_APPLICATION(application), "version", 'V',
				      G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE,
				      _("Print the versions and exit"), NULL);
	g_application_set_option_context_summary(G_APPLICATION(application),
						 _("What starts and ends on this machine."));
	g_signal_connect(application, "activate", G_CALLBACK(activate), NULL);
	g_signal_connect(application, "startup", G_CALLBACK(startup), NULL);
	g_signal_connect(application, "shutdown", G_CALLBACK(shutdown_windows), NULL);
	g_signal_connect(application, "handle-local-options", G_CALLBACK(local_options), NULL);
	code = g_application_run(G_APPLICATION(application), argc, argv);
	g_object_unref(application);
	return code;
}
