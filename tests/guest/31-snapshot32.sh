#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The ABI of SNAPSHOT, seen by a 32-bit program on the 64-bit kernel
exec /tests/bin/snapshot32
