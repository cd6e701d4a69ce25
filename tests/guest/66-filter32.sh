#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What a filter lets pass, for a 32-bit program
exec /tests/bin/filter32
