# SPDX-License-Identifier: GPL-2.0-or-later
#
# Plot.pm - plots by gnuplot; the same data give the same bytes
package Plot;
use strict;
use warnings;
use Exporter 'import';

our @EXPORT_OK = qw(draw);

sub quoted {
	return '"' . ($_[0] =~ s/(["\\])/\\$1/gr) . '"';
}

# A program for gnuplot, whose data are in it
sub bars {
	my ($title, @bars) = @_;
	my $rows = join '', map { "$_ " . quoted($bars[$_][0]) . " $bars[$_][1]\n" } 0 .. $#bars;
	my $height = 60 + 28 * @bars;

	return <<"END";
set terminal svg size 720,$height font "sans,12" background "white"
set label @{[quoted($title)]} at screen 0.5, screen 1 offset 0, -1.2 center noenhanced
set tmargin 3
set rmargin 4
set style fill solid 0.8 noborder
set yrange [@{[$#bars + 0.6]}:-0.6]
set xrange [0:*]
set format x "%.0s%c"
set xtics nomirror
set ytics nomirror noenhanced scale 0
set grid xtics
\$data << EOD
${rows}EOD
plot \$data using (\$3/2):1:(\$3/2):(0.35):ytic(2) with boxxyerror notitle linecolor rgb "#4c72b0"
END
}

sub lines {
	my ($title, $x, $y, @lines) = @_;
	my ($blocks, @plots) = ('');

	for my $i (0 .. $#lines) {
		my ($name, @points) = @{$lines[$i]};
		$blocks .= "\$line$i << EOD\n" . join('', map { "@$_\n" } @points) . "EOD\n";
		push @plots, "\$line$i with linespoints pointtype 7 title " . quoted($name) .
			' noenhanced';
	}
	my @logs = log_axes(map { @$_[1 .. $#$_] } @lines);
	my $axes = join "\n", (map { "set logscale $_" } @logs),
		(grep { $_ eq 'y' } @logs) ? () : 'set yrange [0:*]';

	return <<"END";
set terminal svg size 720,380 font "sans,12" background "white"
set title @{[quoted($title)]} noenhanced
set xlabel @{[quoted($x)]}
set ylabel @{[quoted($y)]} noenhanced
set key outside bottom center horizontal
set grid
$axes
${blocks}plot @{[join ', ', @plots]}
END
}

# An axis along which the values grow by more than a hundred times, and have no 0
sub log_axes {
	my (@points) = @_;
	my @names;

	for my $i (0, 1) {
		my @values = sort { $a <=> $b } map { $_->[$i] } @points;
		push @names, ('x', 'y')[$i]
			if $values[0] > 0 && $values[-1] > 100 * $values[0];
	}
	return @names;
}

sub draw {
	my ($dir, $name, $kind, @what) = @_;
	my $program = $kind eq 'bars' ? bars(@what) : lines(@what);

	open my $gnuplot, '|-', 'gnuplot' or die "gnuplot: $!\n";
	print $gnuplot "set output " . quoted("$dir/$name.svg") . "\n$program";
	close $gnuplot or die "gnuplot: $name: status $?\n";
}

1;
