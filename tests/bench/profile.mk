# SPDX-License-Identifier: GPL-2.0-or-later
# Where the instructions of one event go.  bench/guest/05-profile.c runs alone in a guest that
# counts; between two marks of the program QEMU logs each instruction, and bench/profile adds
# them up by function.  The program itself tells QEMU when: the third serial port of the guest
# leads to the monitor of the same QEMU.

profile_ports = -chardev socket,id=monitor,path=monitor,server=on,wait=off \
	-mon chardev=monitor,mode=control \
	-chardev socket,id=port,path=monitor -serial chardev:port \
	-chardev file,id=symbols,path=symbols -serial chardev:symbols

bench-profile: bench-initramfs
	$(say) PROFILE "$(release)"
	$(Q)rm -rf $(out)/profile $(out)/profiles && \
		mkdir -p $(out)/profile $(out)/profiles
	$(Q)cd $(out)/profile && $(counts) QEMU_ARGS="$(counting) $(profile_ports)" MEM=1G \
		APPEND="guest.run=suite guest.occupy=0 guest.only=05 $(APPEND)" \
		KERNEL=$(kernel) INITRD=$(out)/bench.cpio RESULTS=$(out)/profile.results \
		CONSOLE=$(out)/profile.console $(CURDIR)/vm/run-vm
	$(Q)$(call verdict,profile)
	$(Q)bench/profile $(out)/profile $(release) $(out)/profiles >$(out)/profile.tap
	$(Q)rm -f $(out)/profile/*.trace
	$(Q)./run $(out)/profile/*.tap $(out)/profile.tap

.PHONY: bench-profile
