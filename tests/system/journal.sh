# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# journal.sh - for suites about proclook-log: . it after system.sh
#
# journalctl's arguments say which journal.

entries() { # journalctl's arguments...
	journalctl --quiet --no-pager --identifier proclook "$@"
}

# One field of each entry
values() { # field journalctl's arguments...
	field=$1
	shift
	entries --output cat --output-fields "$field" "$@"
}

# The number of the newest event
newest() {
	read -r number </sys/class/proclook/process/signal
	echo "$number"
}

# Of each sender, which are told apart by their journals' names, what does not follow, and
# how many devices it had.  An entry that is there more than once counts once.
account() { # journalctl's arguments...
	entries --output export --output-fields _NAMESPACE,PROCLOOK_GENERATION,PROCLOOK_TYPE,`
		`PROCLOOK_SEQ,PROCLOOK_SKIPPED,PROCLOOK_LOST "$@" |
		perl -e '
			$/ = "";
			while (<>) {
				my %e = /^(?:PROCLOOK)?_([A-Z]+)=(.*)$/mg;
				$e{END} = $e{TYPE} eq "end";
				my $device = $senders{$e{NAMESPACE} // "own"}{$e{GENERATION}} //= {};
				$device->{"$e{SEQ} $e{TYPE}"} = \%e;
			}
			for my $sender (sort keys %senders) {
				for my $device (values %{$senders{$sender}}) {
					my $last = 0;
					for my $e (sort { $a->{SEQ} <=> $b->{SEQ} || $a->{END} <=> $b->{END} }
						   values %$device) {
						my $own = $e->{LOST} // !$e->{END};
						my $before = $e->{SEQ} - $own - $e->{SKIPPED};
						print "$sender: $e->{SEQ} follows $last\n" if $before != $last;
						$last = $e->{SEQ};
					}
				}
				print "$sender: ", scalar(keys %{$senders{$sender}}), "\n";
			}'
}

# Where the last entry in a file ends
end_of_file() { # file
	perl -e 'open my $f, "<", $ARGV[0] or die "$ARGV[0]: $!"; seek $f, 136, 0; read $f, my $b, 8;
		print unpack "Q<", $b' "$1"
}
