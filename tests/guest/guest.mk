# SPDX-License-Identifier: GPL-2.0-or-later
# What is part of every program; no program of its own
COMMON := common sleeper census

# Programs that the guest has for 32 bits too, as NAME32
M32 := snapshot subject
