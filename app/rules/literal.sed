# SPDX-License-Identifier: GPL-2.0-or-later
# A text as a string literal of C: the macro NOTIFY_CONF
s/[\\"]/\\&/g
s/.*/"&\\n"/
$!s/$/ \\/
1i #define NOTIFY_CONF \\
