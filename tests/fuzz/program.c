// SPDX-License-Identifier: GPL-2.0-or-later
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fuzz.h"
#include "program.h"
#include "util.h"

/* What main() of app/cli is called here, see the Makefile */
int proclook_main(int argc, char **argv);

/* The lowest descriptor that is free */
static int free_fd(void)
{
	int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	int number = fd;

	must(fd >= 0);
	close(fd);
	return number;
}

/* Wrong usage has a last line of its own; "wait --status" ends as others do */
static void check(const struct run *run)
{
	must(run->code >= EXIT_DONE && run->code <= 255);
	must(run->code == EXIT_USAGE ||
	     !strstr(run->err, "\nTry 'proclook --help' for more information.\n"));
	must(!run->err_len || !strncmp(run->err, "proclook: ", 10));
}

void run_program(struct run *run, int argc, char **argv)
{
	FILE *own_out = stdout, *own_err = stderr;
	int before = free_fd();

	stdout = open_memstream(&run->out, &run->out_len);
	stderr = open_memstream(&run->err, &run->err_len);
	must(stdout && stderr);
	/* getopt begins anew */
	optind = 0;
	run->code = proclook_main(argc, argv);
	/* It has closed its stdout */
	fclose(stderr);
	stdout = own_out;
	stderr = own_err;
	must(free_fd() == before);
	check(run);
}

void run_end(struct run *run)
{
	free(run->out);
	free(run->err);
}
