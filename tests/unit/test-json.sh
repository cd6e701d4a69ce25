#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# JSON of random hostile events, read by somebody else's parser
# shellcheck disable=SC2016 # perl and sh expand that
set -eu
unit=. out=.
# shellcheck source=../lib/tap.sh
. "$unit/../lib/tap.sh"

events=2000
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

"$out/show-json" "$events" >"$tmp/events"
is "$(wc -l <"$tmp/events" | tr -d ' ')" "$events" "every event is one line"
ok "no control character but tab and newline" \
	perl -ne 'exit 1 if /[\x00-\x08\x0b-\x1f\x7f]/' "$tmp/events"
ok "it is UTF-8" perl -MEncode -ne 'decode("UTF-8", $_, Encode::FB_CROAK)' "$tmp/events"

cat >"$tmp/check.pl" <<'END'
use strict;
use warnings;
use Encode;
use JSON::PP;

# RFC 3629, section 4
my $character = qr/[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|
	\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|
	\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|
	[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}/x;

# What the JSON must hold for these bytes: one mark for each that is not UTF-8
my $foreign;
sub text {
	my $bytes = pack("H*", $_[0]);
	$bytes =~ s/($character)|(.)/defined $1 ? $1 : mark()/gse;
	return decode("UTF-8", $bytes);
}

sub mark {
	$foreign = 1;
	return "\xef\xbf\xbd";
}

my $bad = 0;
while (my $line = <STDIN>) {
	chomp $line;
	my ($comm, $path, $args, $json) = split /\t/, $line, 4;
	my $event = eval { JSON::PP->new->utf8->decode($json) };
	if (!$event) {
		print "$@";
		$bad++;
		next;
	}
	$foreign = 0;
	my $joined = join("", map { "$_\0" } @{$event->{args}});
	if ($event->{comm} ne text($comm) || $event->{path} ne text($path) ||
	    $joined ne text($args)) {
		print "$line\n";
		$bad++;
	}
	$bad++ if $foreign != grep { $_ eq "not_utf8" } @{$event->{flags}};
	$bad++ if ref $event->{pid} || $event->{pid} != 42 || $event->{type} ne "exec";
}
exit($bad != 0);
END
ok "a strict parser reads each line, and finds the strings as they were" \
	sh -c 'perl "$1" <"$2" >"$3"' sh "$tmp/check.pl" "$tmp/events" "$tmp/complaints"
diag "$(head -c 2000 "$tmp/complaints")"

done_testing
