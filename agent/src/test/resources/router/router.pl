# A log router as small as can be: it reads the configuration that a Fluent Bit or a Fluentd would be given, listens where
# that says, understands the forward protocol, and writes what an output would be sent as a line of its own.
use strict;
use warnings;
use Socket;
$| = 1;

my (@listen, %add, @outputs);
-e $_ && read_configuration($_) for '/fluent-bit/etc/fluent-bit.conf', '/fluentd/etc/fluent.conf';

sub variables {
    my $text = shift;
    $text =~ s/\$\{(\w+)\}/$ENV{$1}/ge;
    $text =~ s/"#\{ENV\['(\w+)'\]\}"/$ENV{$1}/ge;
    return $text;
}

sub read_configuration {
    my $file = shift;
    open my $in, '<', $file or die "$file: $!";
    my ($kind, %section) = ('');
    my $end = sub {
        my $plugin = $section{Name} // $section{'@type'} // '';
        if ($kind =~ /^(INPUT|source)$/ && $plugin =~ /^(forward|unix)$/) {
            push @listen, {%section};
        } elsif ($kind =~ /^(OUTPUT|match)$/ && $plugin ne 'null') {
            push @outputs, {%section};
        }
        %section = ();
    };
    while (my $line = <$in>) {
        if ($line =~ /^\s*\@include (\S+)/i) {
            $end->();
            $kind = '';
            read_configuration($1);
        } elsif ($line =~ /^\[(\w+)\]/ || $line =~ /^<(source|match|filter) ?(.*)>/) {
            $end->();
            $kind = $1;
            $section{Match} = $2 if defined $2;
        } elsif ($line =~ m{^\s*</?(\w+)>}) {
            next;
        } elsif ($line =~ /^\s*Record (\S+) (.*)$/ || $line =~ /^\s*(ecs_\w+) (.*)$/) {
            $add{$1} = $2;
        } elsif ($line =~ /^\s*(\S+) (.*)$/) {
            $section{$1} = variables($2);
        }
    }
    $end->();
}

my @servers;
for my $input (@listen) {
    my $server;
    if (my $path = $input->{unix_path} // $input->{path}) {
        unlink $path;
        socket($server, PF_UNIX, SOCK_STREAM, 0) && bind($server, pack_sockaddr_un($path)) or die "$path: $!";
    } else {
        socket($server, PF_INET, SOCK_STREAM, 0) or die $!;
        setsockopt($server, SOL_SOCKET, SO_REUSEADDR, 1);
        my $address = inet_aton($input->{Listen} // $input->{bind});
        bind($server, pack_sockaddr_in($input->{Port} // $input->{port}, $address)) or die $!;
    }
    listen($server, 16) or die $!;
    push @servers, $server;
}
print "listening at ", scalar(@servers), "\n";

my $ended = 0;
$SIG{TERM} = sub { $ended = 1 };
my %buffers;
my %connections;
while (1) {
    my $bits = '';
    vec($bits, fileno($_), 1) = 1 for @servers, values %connections;
    my $ready = select(my $out = $bits, undef, undef, 0.2);
    for my $server (@servers) {
        next unless $ready > 0 && vec($out, fileno($server), 1);
        accept(my $connection, $server) or next;
        $connections{fileno($connection)} = $connection;
        $buffers{fileno($connection)} = '';
    }
    for my $number (keys %connections) {
        next unless $ready > 0 && vec($out, $number, 1);
        if (sysread($connections{$number}, $buffers{$number}, 65536, length $buffers{$number})) {
            drain($number);
        } else {
            delete $connections{$number};
            delete $buffers{$number};
        }
    }
    if ($ended && $ready <= 0) {
        print "router ends\n";
        exit 0;
    }
}

sub drain {
    my $number = shift;
    while (length $buffers{$number}) {
        my $position = 0;
        my $message = eval { value(\$buffers{$number}, \$position) };
        last unless defined $message;
        substr($buffers{$number}, 0, $position) = '';
        route($message->[0], $message->[2]);
    }
}

sub route {
    my ($tag, $record) = @_;
    my %all = (%$record, %add);
    for my $output (@outputs) {
        (my $pattern = quotemeta $output->{Match}) =~ s/(\\\*)+/.*/g;
        next unless $tag =~ /^$pattern$/;
        my %entries = %$output;
        my $plugin = delete $entries{Name} // $entries{'@type'};
        delete @entries{'@type', 'Match'};
        print join(' ', "output=$plugin", "tag=$tag", map({"$_=$entries{$_}"} sort keys %entries),
            map({"$_=" . ($all{$_} // '')} sort keys %all)), "\n";
        last;
    }
}

# MessagePack, as far as the forward protocol uses it; dies where more bytes have to come.
sub take {
    my ($buffer, $position, $count) = @_;
    die "more\n" if $$position + $count > length $$buffer;
    my $bytes = substr $$buffer, $$position, $count;
    $$position += $count;
    return $bytes;
}

sub number {
    my ($buffer, $position, $count) = @_;
    my $value = 0;
    $value = $value * 256 + $_ for unpack 'C*', take($buffer, $position, $count);
    return $value;
}

sub value {
    my ($b, $p) = @_;
    my $type = number($b, $p, 1);
    return $type if $type < 0x80;
    return object($b, $p, $type & 0x0f) if $type < 0x90;
    return list($b, $p, $type & 0x0f) if $type < 0xa0;
    return take($b, $p, $type & 0x1f) if $type < 0xc0;
    return '' if $type == 0xc0;
    return $type & 1 if $type == 0xc2 || $type == 0xc3;
    return take($b, $p, number($b, $p, 1 << ($type - 0xc4))) if $type >= 0xc4 && $type <= 0xc6;
    return number($b, $p, 1 << ($type - 0xcc)) if $type >= 0xcc && $type <= 0xcf;
    return take($b, $p, 1 + (1 << ($type - 0xd4))) if $type >= 0xd4 && $type <= 0xd8;
    return take($b, $p, number($b, $p, 1 << ($type - 0xd9))) if $type >= 0xd9 && $type <= 0xdb;
    return list($b, $p, number($b, $p, 2 << ($type - 0xdc))) if $type == 0xdc || $type == 0xdd;
    return object($b, $p, number($b, $p, 2 << ($type - 0xde))) if $type == 0xde || $type == 0xdf;
    die "not of the protocol: $type\n";
}

sub list {
    my ($b, $p, $count) = @_;
    return [map { value($b, $p) } 1 .. $count];
}

sub object {
    my ($b, $p, $count) = @_;
    return {map { my $key = value($b, $p); ($key => value($b, $p)) } 1 .. $count};
}
