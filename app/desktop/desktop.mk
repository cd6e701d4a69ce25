# SPDX-License-Identifier: GPL-2.0-or-later
# proclook-desktop, for app/Makefile: where pkg-config finds libadwaita, and what makes
# resources of its windows is there

ifeq ($(origin ADWAITA_LIBS),undefined)
ADWAITA_LIBS := $(if $(shell command -v glib-compile-resources),$(shell \
	pkg-config --libs 'libadwaita-1 >= 1.2' 2>/dev/null))
endif
ADWAITA_CFLAGS = $(eval ADWAITA_CFLAGS := $(shell \
	pkg-config --cflags libadwaita-1 | sed 's/-I/-isystem /g'))$(ADWAITA_CFLAGS)

APPLICATIONSDIR ?= $(PREFIX)/share/applications
DBUSSERVICESDIR ?= $(PREFIX)/share/dbus-1/services
METAINFODIR ?= $(PREFIX)/share/metainfo
ICONSDIR ?= $(PREFIX)/share/icons/hicolor
LOCALEDIR ?= $(PREFIX)/share/locale

PO ?= $(wildcard $(desktop)/po/*.po)

desktop := $(app)/desktop
desktop_id := org.proclook.Desktop
desktop_ui := $(desktop)/ui
desktop_own := $(patsubst $(app)/%.c,$(OUT)/%.o,$(wildcard $(desktop)/*.c)) \
	$(OUT)/desktop/resources.o
desktop_objects := $(desktop_own) $(follow_objects) $(rules_objects) $(shared_objects)

$(desktop_own): override CPPFLAGS += -I$(desktop) $(ADWAITA_CFLAGS) \
	-DPROCLOOK_LOCALEDIR='"$(LOCALEDIR)"'

desktop: $(OUT)/proclook-desktop

no-desktop:
	$(say) NOTE "proclook-desktop is left out: pkg-config finds no libadwaita-1 (libadwaita-1-dev), or there is no glib-compile-resources (libglib2.0-dev-bin)"

$(OUT)/desktop/resources.c: $(wildcard $(desktop_ui)/*)
	@mkdir -p $(@D)
	$(say) GEN $(@:$(BUILD)/%=%)
	$(Q)glib-compile-resources --sourcedir=$(desktop_ui) --target=$@ --generate-source \
		--c-name=desktop $(desktop_ui)/desktop.gresource.xml

$(OUT)/desktop/resources.o: $(OUT)/desktop/resources.c
	$(say) CC $(@:$(BUILD)/%=%)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -fPIE -c $< -o $@

$(OUT)/proclook-desktop: $(desktop_objects) $(OUT)/libproclook.a
	$(say) LD $(@:$(BUILD)/%=%)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -pie $(filter %.o,$^) $(OUT)/libproclook.a \
		$(UDEV_LIBS) $(ADWAITA_LIBS) -o $@

# What is to be translated; a translation is po/LANGUAGE.po
pot:
	$(say) POT proclook-desktop.pot
	$(Q)$(desktop)/po/update-pot

languages = $(basename $(notdir $(PO)))

install-desktop: all
	$(INSTALL) -D -m 755 $(OUT)/proclook-desktop $(DESTDIR)$(BINDIR)/proclook-desktop
	$(INSTALL) -D -m 644 $(app)/man/proclook-desktop.1 \
		$(DESTDIR)$(MANDIR)/man1/proclook-desktop.1
	$(INSTALL) -D -m 644 $(desktop)/data/$(desktop_id).desktop \
		$(DESTDIR)$(APPLICATIONSDIR)/$(desktop_id).desktop
	$(INSTALL) -d $(DESTDIR)$(DBUSSERVICESDIR)
	sed 's|@BINDIR@|$(BINDIR)|' $(desktop)/data/$(desktop_id).service \
		>$(DESTDIR)$(DBUSSERVICESDIR)/$(desktop_id).service
	chmod 644 $(DESTDIR)$(DBUSSERVICESDIR)/$(desktop_id).service
	$(INSTALL) -D -m 644 $(desktop)/data/$(desktop_id).metainfo.xml \
		$(DESTDIR)$(METAINFODIR)/$(desktop_id).metainfo.xml
	$(INSTALL) -D -m 644 $(desktop)/data/icons/$(desktop_id).svg \
		$(DESTDIR)$(ICONSDIR)/scalable/apps/$(desktop_id).svg
	$(INSTALL) -D -m 644 $(desktop)/data/icons/$(desktop_id)-symbolic.svg \
		$(DESTDIR)$(ICONSDIR)/symbolic/apps/$(desktop_id)-symbolic.svg
	for po in $(PO); do mo=$(DESTDIR)$(LOCALEDIR)/$$(basename $$po .po)/LC_MESSAGES && \
		$(INSTALL) -d $$mo && msgfmt -o $$mo/proclook-desktop.mo $$po || exit; done
	$(if $(DESTDIR),,-gtk-update-icon-cache -q -t -f $(ICONSDIR))
	$(if $(DESTDIR),,-update-desktop-database -q $(APPLICATIONSDIR))

uninstall-desktop:
	rm -f $(DESTDIR)$(BINDIR)/proclook-desktop \
		$(DESTDIR)$(MANDIR)/man1/proclook-desktop.1 \
		$(DESTDIR)$(APPLICATIONSDIR)/$(desktop_id).desktop \
		$(DESTDIR)$(DBUSSERVICESDIR)/$(desktop_id).service \
		$(DESTDIR)$(METAINFODIR)/$(desktop_id).metainfo.xml \
		$(DESTDIR)$(ICONSDIR)/scalable/apps/$(desktop_id).svg \
		$(DESTDIR)$(ICONSDIR)/symbolic/apps/$(desktop_id)-symbolic.svg \
		$(languages:%=$(DESTDIR)$(LOCALEDIR)/%/LC_MESSAGES/proclook-desktop.mo)

-include $(desktop_own:.o=.d)

.PHONY: desktop no-desktop pot install-desktop uninstall-desktop
