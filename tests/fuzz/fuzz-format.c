// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Formats: a format is what its pieces are, one behind the other; each specifier
 * says what the record does; what is no format is refused
 *
 *	input: size of a buffer that may be too small, an event, the format
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "machine.h"
#include "record.h"
#include "specifier.h"
#include "text.h"

struct subject {
	const struct proclook_event *event;
	const char *format;
};

static ssize_t to_text(const void *what, char *buf, size_t size)
{
	const struct subject *subject = what;

	return proclook_event_format(subject->event, subject->format, buf, size);
}

/* FORMAT in proclook(1) */
static bool is_good(const char *format)
{
	for (; *format; format++) {
		if (*format != '%')
			continue;
		format++;
		if (!*format || !strchr("%aAbBcdDefgGiklLmnNpPsStTuUxZ", *format))
			return false;
	}
	return true;
}

/* The text of one specifier alone: it has to be the next in @whole */
static size_t check_specifier(const struct proclook_event *event, char letter,
			      const char *whole)
{
	const char format[] = { '%', letter, '\0' };
	const struct subject subject = { event, format };
	size_t len;
	char *text = render(to_text, &subject, &len);

	must(!strncmp(whole, text, len));
	specifier_check(event, letter, text);
	free(text);
	return len;
}

static void check_pieces(const struct subject *subject, const char *whole)
{
	const char *format;

	for (format = subject->format; *format; format++) {
		if (*format == '%')
			whole += check_specifier(subject->event, *++format, whole);
		else
			must(*whole++ == *format);
	}
	must(!*whole);
}

static void check_bad(const struct subject *subject)
{
	char byte = 'x';

	errno = 0;
	must(proclook_event_format(subject->event, subject->format, &byte, 1) == -1);
	must(errno == EINVAL);
}

static void check_format(const struct subject *subject, size_t size)
{
	size_t len;
	char *whole;

	errno = 0;
	if (!is_good(subject->format)) {
		must(proclook_format_check(subject->format) == -1);
		must(errno == EINVAL);
		check_bad(subject);
		return;
	}
	must(!proclook_format_check(subject->format));
	whole = render(to_text, subject, &len);
	check_pieces(subject, whole);
	must(render_cut(to_text, subject, whole, size) <= len);
	free(whole);
}

static void check_default(const struct proclook_event *event)
{
	const struct subject plain = { event, NULL };
	const struct subject same = { event, "%L\t%t\t%p\t%P\t%u\t%N\t%i\tseq=%s" };
	size_t len, same_len;
	char *text = render(to_text, &plain, &len);
	char *same_text = render(to_text, &same, &same_len);

	must(!strcmp(text, same_text));
	free(text);
	free(same_text);
}

static const char *const words[] = {
	"%%", "%a", "%A", "%b", "%B", "%c", "%d", "%D", "%e", "%f", "%g", "%G", "%i", "%k",
	"%l", "%L", "%m", "%n", "%N", "%p", "%P", "%s", "%S", "%t", "%T", "%u", "%U", "%x",
	"%Z", "text", "\\", "%!", "%", NULL
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { data, size };
	size_t room_for_text = take_up_to(&input, 1023);
	struct proclook_event event;
	struct subject subject = { .event = &event };
	size_t len;
	char *user;

	take_event(&input, &event);
	len = take_up_to(&input, 31);
	user = take_bytes(&input, &len);
	machine.user = len ? user : NULL;
	machine.uid = proclook_event_get_record(&event)->uid;
	subject.format = take_text(&input, SIZE_MAX, words);
	check_format(&subject, room_for_text);
	check_default(&event);
	free((char *)subject.format);
	free(user);
	free(event.buf);
	return 0;
}
