#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
#
# hidden.pl c|dict - the characters that must never be shown, by perl's Unicode tables
#
#	c	as ranges for text.c
#	dict	for the fuzzer to put into texts: the ends of each range and of the
#		controls, their neighbours, and what looks like a character and is none
#
# Interlinear annotation (FFF9 to FFFB) sets the text between its marks apart
# from the line, so it hides text without being "ignorable".
use strict;
use warnings;

my @ranges;
for my $code (0x80 .. 0xd7ff, 0xe000 .. 0x10ffff) {
	next if chr($code) !~ /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}
		\p{Zl}\p{Zp}\x{fff9}-\x{fffb}]/x;
	if (@ranges && $ranges[-1][1] == $code - 1) {
		$ranges[-1][1] = $code;
	} else {
		push @ranges, [ $code, $code ];
	}
}
die "hidden.pl: this perl knows no Unicode\n" unless @ranges > 10;

sub quote {
	printf "\"%s\"\n", join '', map { sprintf '\x%02x', ord } split //, $_[0];
}

for my $range (@ranges) {
	if ($ARGV[0] eq 'c') {
		printf "{ 0x%x, 0x%x },\n", @$range;
		next;
	}
	for my $code ($range->[0] - 1, @$range, $range->[1] + 1) {
		my $bytes = chr($code);
		utf8::encode($bytes);
		quote($bytes);
	}
}
# Ends of the controls; surrogates, overlong forms, behind the last code
if ($ARGV[0] eq 'dict') {
	quote($_) for "\x1f", "\x7f", "\xc2\x80", "\xc2\x9f", "\xc2\xa0",
		"\xed\xa0\x80", "\xed\xaf\xbf", "\xed\xb0\x80", "\xed\xbf\xbf",
		"\xc0\xaf", "\xc1\xbf", "\xe0\x80\xaf", "\xe0\x9f\xbf",
		"\xf0\x80\x80\xaf", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80",
		"\xf5\x80\x80\x80";
}
