# SPDX-License-Identifier: GPL-2.0-or-later
# The release is that of the module: drv/ builds alone, so that it states it
VERSION_FROM := $(dir $(lastword $(MAKEFILE_LIST)))../drv/dkms.conf
VERSION := $(shell sed -n 's/^PACKAGE_VERSION="\(.*\)"/\1/p' $(VERSION_FROM))
SOVERSION := 0
