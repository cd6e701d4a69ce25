# SPDX-License-Identifier: GPL-2.0-or-later
#
# Content.pm - what the report has in it: tables, targets and plots, as data
#
# All in: with proclook, what the probes cost if nobody listens comes to what a listener
# costs more than that.  What the others cost has been measured without proclook.
package Content;
use strict;
use warnings;
use Exporter 'import';
use Figures qw(figure figures_like);

our @EXPORT_OK = qw(tables targets plots);

# What an event costs with nobody listening; as many processes end as start
sub idle {
	return (figure('probe.fork') + figure('probe.exit')) / 2;
}

sub alone {
	return figure("alone.$_[0]") + idle();
}

sub batch {
	return figure("batch.$_[0]") + idle();
}

# Of the whole process
sub exec_read {
	return figure('exec.read') + figure('probe.fork') + figure('probe.exec') +
		figure('probe.exit');
}

# 1234567 as 1,234,567
sub number {
	my $text = sprintf '%.0f', $_[0];

	1 while $text =~ s/^(-?[0-9]+)([0-9]{3})/$1,$2/;

	return $text;
}

sub ratio {
	return sprintf '%.2f', $_[0] / $_[1];
}

sub percent {
	return sprintf '%.1f %%', $_[0];
}

my $recv = 'proc connector, recv()';
my @alone = (
	['proclook, read()', sub { alone('read') }, 'latency.read'],
	['proclook, node and SNAPSHOT', sub { alone('node') }, 'latency.node'],
	['proclook, attribute and SNAPSHOT', sub { alone('attribute') }, 'latency.attribute'],
	[$recv, sub { figure('alone.connector_recv') }, 'latency.connector_recv'],
	['proc connector, poll() and recv()', sub { figure('alone.connector_poll') },
	 'latency.connector_poll'],
	['exitsnoop', sub { figure('alone.exitsnoop') }],
	['bpftrace', sub { figure('alone.bpftrace') }],
	['forkstat', sub { figure('alone.forkstat') }],
	['a wake-up: poll(), eventfd', sub { figure('floor') }],
);

sub alone_row {
	my ($label, $cost, $latency) = @_;

	return [$label, number($cost->()), ratio($cost->(), figure('alone.connector_recv')),
		$latency ? number(figure($latency)) : ''];
}

my @batch = (
	['proclook, mapping', sub { batch('map') }],
	['proclook, read()', sub { batch('read') }],
	[$recv, sub { figure('batch.connector') }],
);

my @exec = (
	['proclook, read()', \&exec_read, 'read'],
	map { my $name = $_->[1]; [$_->[0], sub { figure("exec.$name") }, $name] } (
		['execsnoop', 'execsnoop'],
		['bpftrace, execsnoop.bt', 'bpftrace'],
		['proc connector and /proc', 'connector_proc'],
		['forkstat', 'forkstat'],
		['extrace', 'extrace'],
	),
);

sub exec_row {
	my ($label, $cost, $name) = @_;

	return [$label, number($cost->()), percent(100 - figure("exec.right.$name")),
		percent(figure("storm.wrong.$name"))];
}

sub probe_row {
	my ($label, $name) = @_;

	return [$label, map { number(figure("$name.$_")) } qw(fork exec exit)];
}

sub memory_row {
	my ($label, $name, $has_maps) = @_;

	return [$label, number(figure("memory.$name")),
		$has_maps ? number(figure("memory.${name}_maps")) : ''];
}

# Each: title, heads of the columns, rows
sub tables {
	return (
	['An event that is taken alone: the listener sleeps before each',
	 ['', 'instructions', "of $recv", 'until it is in hands'], map { alone_row(@$_) } @alone],
	['In bursts of 64, of which the listener wakes once for each',
	 ['', 'instructions per event'],
	 ['proclook, attribute and SNAPSHOT', number(figure('burst.attribute'))],
	 ['proclook, node and SNAPSHOT', number(figure('burst.node'))],
	 ['proclook, read()', number(figure('burst.read'))]],
	['Taken 64 at a time, nobody sleeps',
	 ['', 'instructions per event', 'of which to take it'],
	 ['proclook, mapping', number(batch('map')), number(figure('drain.map'))],
	 ['proclook, read()', number(batch('read')), number(figure('drain.read'))],
	 [$recv, number(figure('batch.connector')), number(figure('drain.connector'))]],
	['A process that is started, executes a program (path 40, arguments 200 bytes) and ends',
	 ['', 'instructions', 'wrong or missing', 'in a storm'], map { exec_row(@$_) } @exec],
	['Nobody listening: what an event costs the process',
	 ['', 'fork', 'exec', 'exit'], probe_row('proclook', 'probe'),
	 probe_row('of which under the lock', 'lock'),
	 probe_row("the kernel's trace events", 'trace')],
	['Threads, whose probes are there while the node is open', ['', 'create', 'exit'],
	 ['proclook', map { number(figure("probe.thread_$_")) } qw(create exit)]],
	['Watchers whose filter does not match: what the first one costs an event, and each further',
	 ['', 'the first', 'each further'],
	 map { [$_->[0], number(figure("filter.first.$_->[1]")),
		number(figure("filter.further.$_->[1]"))] }
	 (['by type', 'type'], ['by user', 'uid'], ['by name', 'comm'])],
	['A list of 1,000 processes', ['', 'instructions', 'of reading /proc'],
	 ['proclook, LIST', number(figure('list.proclook')),
	  sprintf('1/%.0f', figure('list.proc') / figure('list.proclook'))],
	 ['reading /proc', number(figure('list.proc')), '1']],
	['A storm: 50,000 processes by eight others on two processors, and a listener that stands still',
	 ['', 'lost in the storm', 'room while it stands still, events'],
	 ['proclook, read()', percent(figure('storm.lost.read')), number(figure('room.read'))],
	 ['proclook, node and SNAPSHOT: passed over, and counted',
	  percent(figure('storm.missed.node')), 'the newest'],
	 [$recv, percent(figure('storm.lost.connector')), number(figure('room.connector_recv'))]],
	['Memory, in KiB', ['', 'resident', 'in the kernel for its maps'],
	 map { memory_row(@$_) } (['proclook: module', 'module'],
		['proclook: history of the event process', 'history'],
		['proclook watch', 'watch'], ['proc connector, printing', 'connector'],
		['extrace', 'extrace'], ['forkstat', 'forkstat'],
		['exitsnoop', 'exitsnoop', 1], ['execsnoop', 'execsnoop', 1],
		['bpftrace', 'bpftrace', 1])],
	['What a process costs that does nothing', ['', 'instructions'],
	 ['bare kernel', number(figure('loop.bare'))],
	 ['proclook loaded', number(figure('loop.idle'))]],
	);
}

# Each: what it is, what it came to, the most it may be, which profile says why it is more
sub targets {
	my $connector = figure('alone.connector_recv');
	my $batch = figure('batch.connector');

	return (
	['probe, fork', figure('probe.fork'), 350, 'fork'],
	['probe, exit', figure('probe.exit'), 350, 'exit'],
	['probe, exec', figure('probe.exec'), 1500, 'exec'],
	['alone, read(), of the proc connector', alone('read') / $connector, 0.75, 'read'],
	['alone, node, of the proc connector', alone('node') / $connector, 0.85, 'node'],
	['alone, attribute, of the proc connector', alone('attribute') / $connector, 1.7,
	 'attribute'],
	['burst, attribute, of the proc connector alone',
	 figure('burst.attribute') / $connector, 0.2, 'attribute'],
	['alone, read(), of a wake-up', alone('read') / figure('floor'), 1.25, 'read'],
	['batch, read()', batch('read'), 600, 'read'],
	['batch, mapping', batch('map'), 380, 'fork'],
	['batch, read(), of the proc connector', batch('read') / $batch, 0.2, 'read'],
	['batch, mapping, of the proc connector', batch('map') / $batch, 0.12, 'fork'],
	['latency, read(), of the proc connector',
	 figure('latency.read') / figure('latency.connector_recv'), 0.55, 'read'],
	['exec delivered, of execsnoop', exec_read() / figure('exec.execsnoop'), 1, 'exec'],
	['exec delivered, of the proc connector and /proc',
	 exec_read() / figure('exec.connector_proc'), 1, 'exec'],
	['exec delivered, wrong or missing, %', 100 - figure('exec.right.read'), 0, 'exec'],
	['exec delivered in a storm, wrong or missing, %', figure('storm.wrong.read'), 0, 'exec'],
	(map { ["filter that does not match, by $_", figure("filter.further.$_"), 10, 'fork'] }
	 qw(type uid comm)),
	['filter that does not match, wake-ups', figure('filter.wakeups'), 0, 'fork'],
	['storm, lost by read(), %', figure('storm.lost.read'), 0, 'read'],
	['list of 1,000 processes, of reading /proc',
	 figure('list.proclook') / figure('list.proc'), 0.05, 'read'],
	);
}

# What guest/50-growth.c measures: how many, bytes, KiB
my @watchers = (1, 10, 100, 1000);
my @arguments = (0, 40, 200, 1000, 4000, 8000);
my @rings = (32, 128, 512, 2048, 8192);

# How busy the lock is if so many processors do nothing but start and end processes
sub lock_share {
	my ($processors) = @_;

	return 100 * $processors * (figure('lock.fork') + figure('lock.exit')) /
		figure('loop.idle');
}

# Each: name, kind, title, and for bars [LABEL, VALUE]..., for lines the axes and
# [TITLE, [X, Y]...]...
sub plots {
	return (
	['alone', 'bars', 'An event taken alone: instructions, all in',
	 map { [$_->[0], $_->[1]->()] } @alone],
	['batch', 'bars', 'Taken 64 at a time: instructions per event, all in',
	 map { [$_->[0], $_->[1]->()] } @batch],
	['exec', 'bars', 'A process that executes a program, path and arguments delivered: instructions',
	 map { [$_->[0], $_->[1]->()] } @exec],
	['growth-watchers', 'lines', 'A fork, by the number of watchers', 'watchers', 'instructions',
	 ['blocked in read(), woken', figures_like('grow.watchers.', '.read', @watchers)],
	 ['filter does not match', figures_like('grow.watchers.', '.filter', @watchers)]],
	['growth-arguments', 'lines', 'An exec, by its arguments', 'bytes', 'instructions',
	 ['nobody listening', figures_like('grow.args.', '', @arguments)]],
	['growth-history', 'lines', 'A fork, by the size of the history', 'KiB', 'instructions',
	 ['nobody listening', figures_like('grow.ring.', '', @rings)]],
	['growth-processors', 'lines',
	 'If all processors do nothing but start and end processes, on paper',
	 'processors', 'the lock is asked for, % of the time',
	 ['two events a process', map { [$_, lock_share($_)] } 1, 2, 4, 8, 16, 32, 64, 128]],
	);
}

1;
