# SPDX-License-Identifier: GPL-2.0-or-later
#
# Figures.pm - what was measured, and whether all of it was asked for
package Figures;
use strict;
use warnings;
use Exporter 'import';
use JSON::PP;

our @EXPORT_OK = qw(figures_load figures_like figures_unused figure kernel);

my ($kernel, %figures, %asked);

sub figures_load {
	my ($path) = @_;

	open my $file, '<', $path or die "$path: $!\n";
	local $/ = undef;
	my $json = decode_json(<$file>);
	$kernel = $json->{kernel} // die "$path: no kernel\n";
	%figures = %{$json->{figures} // die "$path: no figures\n"};
}

sub kernel {
	return $kernel;
}

sub figure {
	my ($name) = @_;

	die "the figure $name is missing\n" unless $figures{$name};
	$asked{$name} = 1;

	return $figures{$name}{value};
}

# [NUMBER, VALUE]... of the figures whose name begins so, has a number and ends with $end
sub figures_like {
	my ($begin, $end, @numbers) = @_;

	return map { [$_, figure("$begin$_$end")] } @numbers;
}

sub figures_unused {
	return grep { !$asked{$_} } sort keys %figures;
}

1;
