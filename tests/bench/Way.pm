# SPDX-License-Identifier: GPL-2.0-or-later
#
# Way.pm - the way of one event, cut out of all that a guest did meanwhile
#
# Runs and frames are those of Trace.pm.
package Way;
use strict;
use warnings;
use Exporter 'import';

our @EXPORT_OK = qw(cut parts total under_lock);

sub total {
	my $sum = 0;

	$sum += $_->{count} for @_;

	return $sum;
}

# A function without the name of its module
sub function {
	return $_[0]{name} =~ s/ \[\w+\]$//r;
}

# Is one of the functions in %$names the frame's own, or one of those that called it?
sub is_below {
	my ($frame, $names) = @_;

	for (; $frame; $frame = $frame->{up}) {
		return 1 if $names->{function($frame)};
	}

	return 0;
}

# Where a task is switched away from, at $at or later; the number of runs if nowhere
sub next_switch {
	my ($runs, $at) = @_;

	$at++ while $at < @$runs && $runs->[$at]{frame}{name} ne '__switch_to_asm';

	return $at;
}

# What goes on behind a switch: the function to which __schedule() returns
sub resumed {
	my ($runs, $at) = @_;
	my $scheduled;

	for ($at++; $at < @$runs; $at++) {
		my $frame = $runs->[$at]{frame};
		next if $frame->{called};
		return $frame->{name} if $scheduled && $frame->{name} ne '__schedule';
		$scheduled = 1 if $frame->{name} eq '__schedule';
	}

	return '';
}

# Of the frames at a switch, the scheduler's outermost one and the one that called __schedule()
sub scheduler {
	my ($frame) = @_;
	my ($outer, $caller);

	for (; $frame && function($frame) =~ /^__switch_to|schedule|cond_resched/;
	     $frame = $frame->{up}) {
		$caller = $frame->{up} if $frame->{name} eq '__schedule';
		$outer = $frame;
	}

	return ($outer, $caller // {});
}

sub has_above {
	my ($frame, $wanted) = @_;

	$frame = $frame->{up} while $frame && $frame != $wanted;

	return $frame;
}

# From the first switch after $from, which is to the listener, until the process goes on that
# was left for it.  A process that has ended does not: then the switch away from it is one
# that there is always, and the listener's is the next one.  Returns indices.
sub delivery {
	my ($runs, $from) = @_;
	my $away = next_switch($runs, $from);
	return if $away >= @$runs;
	my ($outer, $caller) = scheduler($runs->[$away]{frame});
	my $back = $away;

	do {
		$back = next_switch($runs, $back + 1);
	} until $back >= @$runs || resumed($runs, $back) eq ($caller->{name} // '');
	return $away + 1 .. next_switch($runs, $away + 1) if $back >= @$runs;

	my ($first, $last) = ($away, $back);
	$first-- while has_above($runs->[$first - 1]{frame}, $outer);
	$last++ while $runs->[$last]{frame}{name} ne $outer->{name};

	return $first .. $last;
}

# cut(ROOTS, WAKES, RUN...): all that the functions ROOTS do and call; and where they wake a
# listener, all that comes of it
sub cut {
	my ($roots, $wakes, @runs) = @_;
	my %is_root = map { $_ => 1 } @$roots;
	my @at = grep { is_below($runs[$_]{frame}, \%is_root) } 0 .. $#runs;

	push @at, delivery(\@runs, $at[-1] + 1) if @at && $wakes;

	return @runs[@at];
}

# What a part is: it has these frames, and ends with a switch to another task or not
sub part_name {
	my ($switches, @frames) = @_;
	my %has = map { $_->{name} => 1 } @frames;
	my ($call) = grep { $_->{name} =~ /^(?:__x64_|k)sys_/ } @frames;

	return 'the listener itself' if grep { /^user/ } keys %has;
	return "the kernel's worker" if $has{worker_thread};
	return $switches ? 'switch to the listener' : 'back to the process' unless $call;
	my $name = $call->{name} =~ s/^(?:__x64_|k)sys_//r;
	return "$name() is woken, and returns" unless $call->{called};

	return $switches ? "$name() until it sleeps" : "$name()";
}

# The way in parts, which end where the kernel is entered or left, and at each switch.
# Returns [INSTRUCTIONS, NAME]...
sub parts {
	my ($roots, @runs) = @_;
	my %is_root = map { $_ => 1 } @$roots;
	my ($last, @part, @parts) = ('');
	my $close = sub {
		push @parts, [total(@part), $last eq 'hook' ? 'the hook' :
			part_name($_[0], map { $_->{frame} } @part)] if @part;
		@part = ();
	};

	for my $run (@runs) {
		my $kind = is_below($run->{frame}, \%is_root) ? 'hook' :
			$run->{frame}{name} =~ /^user/ ? 'user' : 'kernel';
		$close->(0) if $kind ne $last;
		$last = $kind;
		push @part, $run;
		$close->(1) if $run->{frame}{name} eq '__switch_to_asm';
	}
	$close->(0);

	return @parts;
}

# How much one signal does under the named event's lock: between the return from the function
# that takes it and the call of the one that gives it back.  0 if it does not
sub under_lock {
	my ($sum, $locked) = (0, 0);

	for my $run (@_) {
		my $frame = $run->{frame};
		my $by_signal = $frame->{up} && function($frame->{up}) eq 'named_event_signal';
		if ($by_signal && $frame->{name} eq '_raw_spin_lock_irqsave') {
			$locked = 1;
		} elsif ($by_signal && $frame->{name} eq '_raw_spin_unlock_irqrestore') {
			return $sum;
		} elsif ($locked) {
			$sum += $run->{count};
		}
	}

	return 0;
}

1;
