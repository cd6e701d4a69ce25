#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The history mapped into a 64-bit program
exec /tests/bin/map
