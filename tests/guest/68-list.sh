#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The list of processes, for a 64-bit program
exec /tests/bin/list
