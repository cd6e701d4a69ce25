# SPDX-License-Identifier: GPL-2.0-or-later
# proclook-top, for app/Makefile: where pkg-config finds ncursesw

ifeq ($(origin NCURSES_LIBS),undefined)
NCURSES_LIBS := $(shell pkg-config --libs ncursesw 2>/dev/null)
endif

top_own := $(patsubst $(app)/%.c,$(OUT)/%.o,$(wildcard $(app)/top/*.c))
top_objects := $(top_own) $(follow_objects) $(shared_objects)

top: $(OUT)/proclook-top

no-top:
	$(say) NOTE "proclook-top is left out: pkg-config finds no ncursesw (libncurses-dev)"

$(OUT)/proclook-top: $(top_objects) $(OUT)/libproclook.a
	$(say) LD $(@:$(BUILD)/%=%)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -pie $(filter %.o,$^) $(OUT)/libproclook.a \
		$(UDEV_LIBS) $(NCURSES_LIBS) -o $@

install-top: all
	$(INSTALL) -D -m 755 $(OUT)/proclook-top $(DESTDIR)$(BINDIR)/proclook-top
	$(INSTALL) -D -m 644 $(app)/man/proclook-top.1 $(DESTDIR)$(MANDIR)/man1/proclook-top.1

-include $(top_own:.o=.d)

.PHONY: top no-top install-top
