# SPDX-License-Identifier: GPL-2.0-or-later
# What it costs.  bench/guest/NN-NAME.c, .sh are suites of two more guests, one that counts
# instructions (10 to 69) and one with two processors (70 to 99); what they share is any
# other bench/guest/*.c.
#
#	BENCH=A,B	only the suites whose names begin so

BENCH ?=
bench := $(BUILD)/bench
bench_names := $(basename $(notdir $(wildcard bench/guest/[0-9][0-9]-*.c)))
bench_programs := $(bench_names:%=$(bench)/%)
bench_common := $(patsubst bench/guest/%.c,$(bench)/common/%.o,$(filter-out \
	$(wildcard bench/guest/[0-9][0-9]-*.c),$(wildcard bench/guest/*.c)))
bench_depends := $(wildcard bench/guest/*.h) bench/bench.mk $(guest_depends)

$(bench_common): $(bench)/common/%.o: bench/guest/%.c $(bench_depends) | deps
	$(cc) -c $< -o $@

$(bench_programs): $(bench)/%: bench/guest/%.c $(bench_common) $(common)
	$(cc) $^ -lm -o $@

bench-modules: deps
	$(say) MODULES $(release)
	$(Q)vm/build-modules $(kernel) $(out) bench/stopwatch

# Without a library, so that a process of it is little more than an exec
$(bench)/nothing: bench/nothing.c Makefile bench/bench.mk | deps
	$(cc) -ffreestanding -nostdlib -static -Wl,-e,nothing $< -o $@

bench-initramfs: bench-modules app $(bench_programs) $(bench)/nothing
	$(Q)bench/list-guest $(kernel) $(out) $(BUILD) >$(out)/bench.list
	$(say) CPIO $(out:$(abspath ..)/%=%)/bench.cpio
	$(Q)vm/make-initramfs $(out)/bench.cpio vm/base.list $(out)/bench.list

# The same with the programs that proclook is compared with, and their libraries
peers = $(eval peers := $(or $(shell bench/fetch-peers),$(error no peers)))$(peers)
peer_libraries = $(peers)/usr/lib/$(shell gcc -print-multiarch):$(peers)/lib/$(shell gcc -print-multiarch)

peers-initramfs: bench-modules app $(bench_programs) $(bench)/nothing
	$(Q)bench/list-guest $(kernel) $(out) $(BUILD) $(peers) >$(out)/peers.list
	$(say) CPIO $(out:$(abspath ..)/%=%)/peers.cpio
	$(Q)LD_LIBRARY_PATH=$(peer_libraries) vm/make-initramfs $(out)/peers.cpio \
		vm/base.list $(out)/peers.list

# One instruction is one tick of the guest's clock, whose source it has to be.  Each round of
# a "rep" is one too: a processor that copies bytes that way (ERMS) would seem to take eight
# times as long as one that copies words, which no real one does.  Nothing may be hooked
# beforehand: it would cost in each process.
counting = -icount shift=0,sleep=off
counts = SMP=1 CPU=max,-erms,-fsrm QEMU_ARGS='$(counting)' CLOCK=tsc=reliable
count_suites := 1,2,3,4,5,6
storm_suites := 7,8,9
count_words = guest.occupy=0 guest.only=$(or $(BENCH),$(count_suites))
storm_words = guest.only=$(or $(BENCH),$(storm_suites))

bench_boot = $(say) BENCH "$(release)  $(1)"; rm -rf $(out)/$(1) && mkdir $(out)/$(1) && \
	INITRD=$(out)/$(2).cpio PROGRESS=1 MEM=$(3) \
	APPEND="guest.run=suite $($(1)_words) guest.timeout=600 $(APPEND)" \
	KERNEL=$(kernel) RESULTS=$(out)/$(1).results CONSOLE=$(out)/$(1).console

bench-count: peers-initramfs
	$(call bench_boot,count,peers,2G) $(counts) vm/run-vm
	$(Q)$(call verdict,count)
	$(Q)./run $(out)/count/*.tap

# A minute: whether something costs more than when the results in the tree were kept
short_words = guest.occupy=0 guest.only=10,20

boot-short: bench-initramfs
	$(call bench_boot,short,bench,1G) $(counts) vm/run-vm
	$(Q)$(call verdict,short)

growth_tests = $(out)/short/*.tap bench/growth.t

check-growth: boot-short
	$(Q)MEASURED=$(out)/short ./run bench/report.t $(growth_tests)

bench-storm: peers-initramfs
	$(call bench_boot,storm,peers,2G) vm/run-vm
	$(Q)$(call verdict,storm)
	$(Q)./run $(out)/storm/*.tap

include bench/profile.mk

# All of it, and what it says.  One after the other, whatever -j says: each has the machine for
# itself, and the report is about all.  BENCH would leave figures out.
bench:
	+$(Q)for part in count storm profile report; do \
		$(MAKE) --no-print-directory BENCH= bench-$$part || exit; \
	done

bench-report:
	$(Q)rm -rf $(out)/report && mkdir -p $(out)/report
	$(Q)bench/collect $(release) $(out)/count/*.tap $(out)/storm/*.tap $(out)/profile.tap \
		>$(out)/report/figures.json
	$(Q)bench/report $(out)/report/figures.json $(out)/report
	$(Q)cat $(out)/report/table.txt

# What the last bench found becomes what the tree has: for README.md, and for growth.t
bench-keep:
	$(Q)mkdir -p bench/results
	$(Q)cp $(out)/profiles/*.txt bench/profiles
	$(Q)cp $(out)/report/figures.json $(out)/report/result.json $(out)/report/table.md \
		$(out)/report/*.svg bench/results
	$(Q)sed -i -e '/<!-- bench -->/r bench/results/table.md' \
		-e '/<!-- bench -->/,/<!-- \/bench -->/{/<!-- /!d}' ../README.md

.PHONY: bench bench-report bench-keep bench-modules bench-initramfs peers-initramfs bench-count bench-storm boot-short check-growth
