/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_ANSWER_H
#define PROCLOOK_ANSWER_H

#include <systemd/sd-bus.h>

/* Says on stderr what error somebody on the bus has answered; @what is fit to be shown */
void answer_warn(struct sd_bus_message *answer, const char *what);

#endif /* PROCLOOK_ANSWER_H */
