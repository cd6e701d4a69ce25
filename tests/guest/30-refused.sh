#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What the node refuses to a 64-bit program
exec /tests/bin/refused
