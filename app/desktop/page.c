// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <glib/gi18n.h>

#include "diagnose.h"
#include "page.h"

static void page_for_absence(struct page *page)
{
	page->icon = "drive-harddisk-symbolic";
	page->title = _("The Module Is Not Loaded");
	if (module_is_loaded()) {
		page->title = _("The Device Is Not There");
		page->description = g_strdup(_("The module is loaded, its device "
					       "/dev/proclook/process is not there: is udev "
					       "running?"));
	} else if (module_is_installed()) {
		page->description = g_strdup(_("Processes are seen by the kernel module proclook. "
					       "An administrator loads it with “modprobe "
					       "proclook”; this window then goes on by itself."));
	} else {
		page->description = g_strdup_printf(_("Processes are seen by the kernel module "
						      "proclook. It is not installed for this "
						      "kernel, %s: install the package "
						      "proclook-dkms. This window then goes on by "
						      "itself."), kernel_release());
	}
}

static void page_for_access(struct page *page)
{
	page->icon = "changes-prevent-symbolic";
	page->title = _("No Permission");
	page->description = g_strdup(_("Members of the group proclook may see processes. An "
				       "administrator adds you with “usermod -aG proclook” and "
				       "your name; then log in again."));
}

static void page_for_container(struct page *page)
{
	page->icon = "changes-prevent-symbolic";
	page->title = _("Not in a Container");
	page->description = g_strdup(_("Processes can be seen from the initial pid namespace "
				       "only. Start this window outside of the container."));
}

static void page_for_watchers(struct page *page)
{
	page->title = _("Too Many Watchers");
	page->description = g_strdup(_("You have too many programs that watch your own processes. "
				       "Close one of them, then try again."));
}

static void page_for_kernel(struct page *page)
{
	page->title = _("Not With This Kernel");
	page->description = g_strdup(_("This kernel does not tell of processes, or not now. "
				       "“proclook info” and the kernel's log say more."));
}

static void page_for_versions(struct page *page)
{
	page->title = _("The Versions Do Not Fit");
	page->description = g_strdup(_("The kernel module and this program are of different "
				       "versions. Update the older one, then load the module "
				       "again: “proclook info” shows both."));
}

void page_for_error(struct page *page, int error)
{
	page->icon = "dialog-warning-symbolic";
	switch (error) {
	case ENOENT:
	case ENODEV:
	case ENXIO:
		return page_for_absence(page);
	case EACCES:
		return page_for_access(page);
	case EPERM:
		return page_for_container(page);
	case EUSERS:
		return page_for_watchers(page);
	case EOPNOTSUPP:
		return page_for_kernel(page);
	case EPROTO:
	case ENOTTY:
		return page_for_versions(page);
	default:
		page->title = _("Processes Cannot Be Seen");
		page->description = g_strdup(g_strerror(error));
	}
}
