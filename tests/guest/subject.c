// SPDX-License-Identifier: GPL-2.0-or-later
/* The program that the guest's suites exec: says who it is (not with -q), then obeys */
#define _GNU_SOURCE
#include <string.h>

#include "order.h"
#include "self.h"

int main(int argc, char **argv)
{
	if (argc < 2 || strcmp(argv[1], "-q"))
		self_report();
	obey();

	return 123;
}
