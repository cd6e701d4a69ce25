/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCLOOK_DESKTOP_WORDING_H
#define PROCLOOK_DESKTOP_WORDING_H

#include <stdint.h>

#include "facts.h"

/*
 * Facts in words, for labels: text, never markup.  What a process has chosen is escaped.
 * All are the caller's, who frees them with g_free()
 */
char *wording_text(const char *raw, size_t len);

/* Of today the time alone */
char *wording_time(uint64_t boottime_ns);
char *wording_name(const struct facts *facts);
char *wording_user(const struct facts *facts);

/* All in one line, of those that are very long the beginning; and each in its own, whole */
char *wording_command(const struct facts *facts);
char *wording_arguments(const struct facts *facts);

char *wording_span(uint64_t ns);

/* "" where it is not known, and while it runs: then it would be wrong a moment later */
char *wording_duration(const struct facts *facts);
char *wording_outcome(const struct facts *facts);

#endif /* PROCLOOK_DESKTOP_WORDING_H */
