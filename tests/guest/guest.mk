# SPDX-License-Identifier: GPL-2.0-or-later
# Programs that the guest has for 32 bits too, as NAME32
M32 := snapshot subject
