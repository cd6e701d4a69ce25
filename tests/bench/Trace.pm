# SPDX-License-Identifier: GPL-2.0-or-later
#
# Trace.pm - what QEMU logged of a guest, instruction by instruction, as calls
#
# The log has nothing but addresses, which is enough: an address at which a function begins
# is a call (or a jump to its end, which is the same here), one in the middle of another
# function is a return to that one.
package Trace;
use strict;
use warnings;
no warnings 'portable';	# addresses have 64 bits

# From the guest: /proc/kallsyms, /proc/self/maps of the program, and its marks
sub new {
	my ($class, $path) = @_;
	my $self = bless { functions => [], maps => [], marks => {}, known => {} }, $class;

	open my $file, '<', $path or die "$path: $!\n";
	while (<$file>) {
		if (/^([0-9a-f]+) m (\S+)$/) {
			$self->{marks}{hex $1} = $2;
		} elsif (/^([0-9a-f]+) [tTwW] (\S+)(?:\s+(\[\S+\]))?$/) {
			push @{$self->{functions}}, [hex $1, $3 ? "$2 $3" : $2];
		} elsif (m{^([0-9a-f]+)-([0-9a-f]+) r-x.*?([^/\s]+)$}) {
			push @{$self->{maps}}, [hex $1, hex $2, "user: $3"];
		}
	}
	@{$self->{functions}} = sort { $a->[0] <=> $b->[0] } @{$self->{functions}};
	@{$self->{functions}} or die "$path: no function\n";

	return $self;
}

# Where a function of the kernel begins, and its name; for user memory the file's name
sub function {
	my ($self, $pc) = @_;

	return $self->{known}{$pc} //= $pc < 1 << 47 ? $self->user($pc) : $self->kernel($pc);
}

sub user {
	my ($self, $pc) = @_;
	my ($map) = grep { $pc >= $_->[0] && $pc < $_->[1] } @{$self->{maps}};

	return [0, $map ? $map->[2] : 'user'];
}

sub kernel {
	my ($self, $pc) = @_;
	my ($low, $high) = (0, $#{$self->{functions}});

	while ($low < $high) {
		my $middle = int(($low + $high + 1) / 2);
		if ($self->{functions}[$middle][0] <= $pc) {
			$low = $middle;
		} else {
			$high = $middle - 1;
		}
	}

	return $self->{functions}[$low];
}

# Calls back with the addresses of each round, which lies between the program's two marks.
# QEMU names an instruction again that it was about to execute when it had to stop.
sub rounds {
	my ($self, $path, $each) = @_;
	my @pcs;
	my $on;

	open my $file, '<', $path or die "$path: $!\n";
	while (<$file>) {
		if (m{^Trace .*\[[0-9a-f]+/([0-9a-f]+)/}) {
			my $pc = hex $1;
			my $mark = $self->{marks}{$pc} // '';
			$on = 1 if $mark eq 'mark_begin';
			push @pcs, $pc if $on;
			next unless $on && $mark eq 'mark_end';
			$each->($self->runs(\@pcs));
			$on = 0;
			@pcs = ();
		} elsif (/^Stopped/) {
			pop @pcs;
		}
	}
}

# Where a processor only passes through on its way to the function that is called
my $passage = qr/^__x86_indirect_thunk|^entry_SYSCALL_64/;

# The same as a list of runs: instructions without a call or return among them.  A run has
# the frame it was in; a frame its name, the frame that called it (none where that is not
# known: after a switch to another task, and in user memory), and whether it was called.
sub runs {
	my ($self, $pcs) = @_;
	my (@runs, @stack);
	my $last = '';

	for my $pc (@$pcs) {
		my ($start, $name) = @{$self->function($pc)};
		if ($name eq $last && $pc != $start) {
			$runs[-1]{count}++;
			next;
		}
		@stack = () if $last =~ /^user|^__switch_to_asm$/ || $pc < 1 << 47;
		pop @stack if @stack && $last =~ $passage;
		if ($pc == $start) {
			push @stack, { name => $name, up => $stack[-1], called => 1 };
		} else {
			pop @stack while @stack && $stack[-1]{name} ne $name;
			@stack = ({ name => $name }) unless @stack;
		}
		push @runs, { frame => $stack[-1], count => 1 };
		$last = $name;
	}

	return @runs;
}

1;
