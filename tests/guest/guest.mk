# SPDX-License-Identifier: GPL-2.0-or-later
# Programs that suites start; the guest has each for 32 bits too, as NAME32
PROGRAMS := filter list map refused snapshot subject
M32 := $(PROGRAMS)

# Suites that are built with the library
WITH_LIBRARY := 91-library

# Suites that are built with app/follow
WITH_FOLLOW := 91-follow

# What is part of every program: all that is neither one of these nor a suite
COMMON := $(filter-out $(PROGRAMS),$(basename $(notdir $(filter-out \
	$(wildcard guest/[0-9][0-9]-*.c),$(wildcard guest/*.c)))))
