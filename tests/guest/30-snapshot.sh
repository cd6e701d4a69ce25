#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The ABI of SNAPSHOT, seen by a 64-bit program
exec /tests/bin/snapshot
