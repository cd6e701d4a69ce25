#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# codespell.t - common misspellings, in everything but what no person wrote: what a fuzzer
# found, and the names of the kernel's functions
set -eu
# shellcheck source=SCRIPTDIR/lint.sh
. "$(dirname "$0")/lint.sh"

need codespell codespell

# Words that are names: mdoc's macros, and a group of checks of clang's
check() { # file...
	codespell --builtin clear,rare --check-filenames --check-hidden \
		--ignore-regex '^\.[A-Z][a-z]\b|\boptin\b' "$@"
}

everything() {
	# shellcheck disable=SC2046 # words
	check $(files '*' | grep -v -e '^tests/fuzz/corpus/' -e '^tests/bench/profiles/')
}

is "$(words_of everything)" "" "no misspelling that codespell knows"

# In two pieces each, or they would be found here
echo "they rec""ieve it" >"$tmp/bad"
finds "receive" check "$tmp/bad"
echo >"$tmp/recie""ve"
finds "recie""ve ==>" check "$tmp/recie""ve"

done_testing
