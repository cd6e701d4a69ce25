#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What the node refuses to a 32-bit program on the 64-bit kernel
exec /tests/bin/refused32
