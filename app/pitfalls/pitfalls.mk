# SPDX-License-Identifier: GPL-2.0-or-later
# proclook-pitfalls, the course.  It is never installed, and so is its module, in module/.
# Part of ../Makefile: make -C app pitfalls

course := $(app)/pitfalls
PITFALLS := $(BUILD)/pitfalls
lessons := $(patsubst $(course)/%/lesson.c,%,$(wildcard $(course)/*/lesson.c))
pitfalls_objects := $(PITFALLS)/pages.o $(OUT)/cli/util.o \
	$(patsubst $(course)/%.c,$(PITFALLS)/%.o,$(wildcard $(course)/*.c)) \
	$(foreach lesson,$(lessons),$(PITFALLS)/$(lesson)/broken.o $(PITFALLS)/$(lesson)/fixed.o)

pitfalls: $(PITFALLS)/proclook-pitfalls

pitfalls_cc = @mkdir -p $(@D); $(if $(V),set -x;) $(CC) -I$(course) -I$(app)/cli $(CPPFLAGS) \
	$(CFLAGS) -pthread -fPIE -MMD -MP -c $< -o $@

$(PITFALLS)/%.o: $(course)/%.c $(app)/Makefile $(course)/pitfalls.mk
	$(say) CC $(@:$(BUILD)/%=%)
	$(pitfalls_cc)

# The same file twice
$(PITFALLS)/%/broken.o: $(course)/%/lesson.c $(app)/Makefile $(course)/pitfalls.mk
	$(say) CC $(@:$(BUILD)/%=%)
	$(pitfalls_cc) -DBROKEN

$(PITFALLS)/%/fixed.o: $(course)/%/lesson.c $(app)/Makefile $(course)/pitfalls.mk
	$(say) CC $(@:$(BUILD)/%=%)
	$(pitfalls_cc)

$(PITFALLS)/pages.c: $(lessons:%=$(course)/%/README.md) $(course)/make-pages
	@mkdir -p $(@D)
	$(Q)$(course)/make-pages $(filter %.md,$^) >$@

$(PITFALLS)/pages.o: $(PITFALLS)/pages.c
	$(say) CC $(@:$(BUILD)/%=%)
	$(pitfalls_cc)

$(PITFALLS)/proclook-pitfalls: $(pitfalls_objects) $(OUT)/libproclook.a
	$(say) LD $(@:$(BUILD)/%=%)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -pthread -pie $^ $(UDEV_LIBS) -o $@

-include $(pitfalls_objects:.o=.d)

.PHONY: pitfalls
