# SPDX-License-Identifier: GPL-2.0-or-later
# proclook: every target is listed by "make help"

PREFIX ?= /usr/local
DESTDIR ?=
KVER ?= $(shell uname -r)
KDIR ?= /lib/modules/$(KVER)/build
BUILD ?= $(CURDIR)/build
export PREFIX KDIR
ifneq ($(words $(DESTDIR)x $(BUILD)),2)
$(error no spaces in DESTDIR and BUILD: kbuild could not be told)
endif
# The last line of "make check" is its result
MAKEFLAGS += --no-print-directory

# Folders that mean the same in each part, wherever make was told them
in = +$(MAKE) BUILD=$(abspath $(BUILD)) DESTDIR=$(abspath $(DESTDIR)) -C

all: module app ##		build the module for this kernel, the library and the program

module: ##		build the module alone (another kernel: KVER=...)
	$(in) drv modules

app: ##		build library and program alone
	$(in) app

install: all ##		install everything (PREFIX=/usr/local, DESTDIR=)
	$(in) drv install
	$(in) app install
	$(in) udev-rules install

uninstall: ##		remove what install put there
	$(in) udev-rules uninstall
	$(in) app uninstall
	$(in) drv uninstall

deb: deps ##		build Debian packages, in build/deb
	debian/build-deb $(BUILD)/deb

deps: ##		install the Debian packages that check and demo need
	tests/vm/install-deps

demo: deps ##		see it work, in a throwaway virtual machine
	$(in) tests demo

check: deps ##		run all tests: on the host, and in a virtual machine
	$(in) tests check

check-debug: deps ##	run the module's tests on a kernel that finds mistakes
	$(in) tests check-debug

check-system: deps ##	install, upgrade and purge the packages in a whole Debian
	$(in) tests check-system

check-desktop: deps ##	window, notifications and proclook-top, on a screen of their own
	$(in) tests check-desktop

check-all: deps ##	all of them
	$(in) tests check-all

fuzz: deps ##		fuzz all that reads what others wrote (FUZZ_TIME=300 s each)
	$(in) tests fuzz-long

bench: deps ##		what it costs, beside the peers (KERNEL=6.12: another kernel)
	$(in) tests bench

pitfalls: deps ##	play the course on event synchronisation, unattended
	$(in) tests course

vm-shell: deps ##		a shell in the virtual machine, module loaded
	$(in) tests vm-shell

clean: ##		remove what was built (downloads stay in the cache)
	rm -rf $(BUILD)
	test ! -d $(KDIR) || $(MAKE) -C drv clean

help: ##		this list
	@sed -n 's/^\([a-z-]*\):.* ##\t*/  make \1\t/p' Makefile | expand -t 20

.PHONY: all module app install uninstall deb deps demo check check-debug check-system \
	check-desktop check-all fuzz bench pitfalls vm-shell clean help
