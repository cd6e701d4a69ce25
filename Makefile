# SPDX-License-Identifier: GPL-2.0-or-later
# proclook: every target is listed by "make help"

PREFIX ?= /usr/local
DESTDIR ?=
KVER ?= $(shell uname -r)
KDIR ?= /lib/modules/$(KVER)/build
BUILD ?= $(CURDIR)/build
export PREFIX DESTDIR KDIR BUILD
# The last line of "make check" is its result
MAKEFLAGS += --no-print-directory

all: module app ##		build the module for this kernel, the library and the program

module: ##		build the module alone (another kernel: KVER=...)
	+$(MAKE) -C drv modules

app: ##		build library and program alone
	+$(MAKE) -C app

install: all ##		install everything (PREFIX=/usr/local, DESTDIR=)
	+$(MAKE) -C drv install
	+$(MAKE) -C app install
	+$(MAKE) -C udev-rules install

uninstall: ##		remove what install put there
	+$(MAKE) -C udev-rules uninstall
	+$(MAKE) -C app uninstall
	+$(MAKE) -C drv uninstall

deps: ##		install the Debian packages that check and demo need
	tests/vm/install-deps

demo: deps ##		see it work, in a throwaway virtual machine
	+$(MAKE) -C tests demo

check: deps ##		run all tests: on the host, and in virtual machines
	+$(MAKE) -C tests check

vm-shell: deps ##		a shell in the virtual machine, module loaded
	+$(MAKE) -C tests vm-shell

clean: ##		remove what was built (downloads stay in the cache)
	rm -rf $(BUILD)
	test ! -d $(KDIR) || $(MAKE) -C drv clean

help: ##		this list
	@sed -n 's/^\([a-z-]*\):.* ##\t*/  make \1\t/p' Makefile | expand -t 20

.PHONY: all module app install uninstall deps demo check vm-shell clean help
