// SPDX-License-Identifier: GPL-2.0-or-later
#include "rules.h"

/* The build makes it of notify.conf, which is installed as an example */
#include "notify-conf.h"

const char rules_default_text[] = NOTIFY_CONF;
