#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# device.t - proclook(4) and the ABI files say what the module has: fields, constants,
# errors, attributes, parameters, functions
# shellcheck disable=SC2013 # words, not lines
set -eu
cd "$(dirname "$0")"
# shellcheck source=SCRIPTDIR/docs.sh
. ./docs.sh

drv=$top/drv
abi=$drv/Documentation/ABI/testing

# --- the header ---

fields_in_header() { # struct
	sed -n "/^struct $1 {/,/^};/s/^\\t\\([a-z0-9_]*\\)\\t*\\(.*\\);/\\1 \\2/p" "$uapi"
}

fields_in_page() { # struct
	sed -n "/^\\.Vt struct $1\$/,/^\\.El/s/^\\.It Vt \\(.*\\) Va \\(.*\\)/\\1 \\2/p" "$page4"
}

# With the order, which is the layout
for struct in $(sed -n 's/^struct \(.*\) {/\1/p' "$uapi"); do
	is "$(fields_in_page "$struct")" "$(fields_in_header "$struct")" "fields of $struct"
	ok "fields of $struct: some" [ "$(fields_in_header "$struct" | wc -l)" -gt 3 ]
done

# Nobody needs the number alone from which the ioctl is made
constants=$(perl -0pe 's{/\*.*?\*/}{}gs' "$uapi" |
	sed -n 's/^#define \(PROCLOOK_[A-Z_]*\).*/\1/p; s/^\t\(PROCLOOK_[A-Z_]*\)\t*= .*/\1/p' |
	grep -v _MAGIC)
same "$(grep -v '^\.\(It \)\?Ev ' "$page4" | grep -o 'PROCLOOK_[A-Z_]*' | sort -u)" \
	"$constants" "constants"
same "$(sed -n 's/^\.It Dv \(PROCLOOK_F_[A-Z_]*\)/\1/p' "$page4")" \
	"$(echo "$constants" | grep _F_)" "flags"
same "$(sed -n '/^Types, of which/,/^\.El/s/^\.It Dv //p' "$page4")" \
	"$(sed -n '/^enum proclook_type {/,/^}/s/^\t\(PROCLOOK_[A-Z_]*\).*/\1/p' "$uapi")" "types"

# --- errors ---

errors_in_page() { # what comes before the list
	section "$page4" ERRORS | sed -n "/^$1\$/,/^\\.El/s/^\\.It Bq Er //p"
}

errors_of_call() { # call on the node
	section "$page4" ERRORS | awk -v call=".Xr $1 2" '
		$0 == call { getline; inside = $0 == "of the node:" }
		/^\.El/ { inside = 0 }
		inside && /^\.It Bq Er / { print $4 }'
}

# What follows the line that begins with a call's name, up to the next such line
errors_in_header() { # call
	sed -n "/^ \* $1[ (]/,/^ \* \([a-z]*(2)\|PROCLOOK_IOC_\)/s/^ \* \(E[A-Z]*\)\(\t.*\)\?\$/\1/p" "$uapi"
}

for name in $(sed -n 's/^#define PROCLOOK_IOC_\([A-Z]*\)\t_IO.*/\1/p' "$uapi"); do
	same "$(errors_in_page "\.Dv PROCLOOK_IOC_$name :")" \
		"$(errors_in_header "PROCLOOK_IOC_$name")" "errors of $name"
	ok "errors of $name: some" [ -n "$(errors_in_header "PROCLOOK_IOC_$name")" ]
done
for name in read lseek mmap; do
	same "$(errors_of_call $name)" "$(errors_in_header $name)" "errors of $name"
	ok "errors of $name: some" [ -n "$(errors_in_header "$name")" ]
done
same "$(errors_of_call open)" \
	"$(sed -n '/^ \* open(2) for reading/,/^ \*$/p' "$uapi" | grep -o '\bE[A-Z]*\b')" "errors of open"
for file in $pages "$abi"/*; do
	for name in $(grep -oE '\bE[A-Z0-9]{3,}\b' "$file" | grep -v -e '^EPOLL' -e '^EXIT$' |
		grep -v -e '^EXAMPLES$' -e '^ERRORS$' -e '^ENVIRONMENT$' | sort -u); do
		is "$(perl -MErrno -e 'print exists $!{$ARGV[0]} || 0' "$name")" 1 \
			"${file##*/}: $name is an error"
	done
done

# --- attributes ---

# In one stream: names of each file come after those of the one before
in_attributes() { # sed's expression
	cat $drv/attributes.c $drv/announce.c | sed -n "$1"
}
attributes=$(in_attributes 's/^static DEVICE_ATTR_[A-Z_]*(\(.*\));/\1/p')
same "$(in_attributes 's/^\t&dev_attr_\(.*\)\.attr,/\1/p')" "$attributes" \
	"attributes: the module has those that it defines"
same "$(section "$page4" Attributes | sed -n 's/^\.It Pa //p')" "$attributes" "attributes: page"
same "$(sed -n 's|^What:\t\t/sys/class/proclook/<name>/||p' "$abi/sysfs-class-proclook")" \
	"$attributes" "attributes: ABI"
is "$(grep -o '(R[OW])' "$abi/sysfs-class-proclook" | paste -s)" \
	"$(in_attributes 's/^static DEVICE_ATTR_\(.*\)(.*/\1/p' |
		sed 's/ADMIN_RW/(RW)/; s/^RO$/(RO)/' | paste -s)" \
	"attributes: the ABI says which can be written"
properties=$(sed -n 's/.*"\(PROCLOOK_[A-Z]*\)=.*/\1/p' $drv/uevent.c | sort)
same "$(section "$page4" "Announcing programs" | sed -n 's/^\.It Ev //p')" "$properties" \
	"properties of an announcement: page"
same "$(sed -n '\|/announce$|,/^Users/p' "$abi/sysfs-class-proclook" |
	grep -o 'PROCLOOK_[A-Z]*' | sort -u)" "$properties" "properties of an announcement: ABI"

# --- parameters ---

parameters=$(modinfo -p "$build/docs/proclook.ko")
same "$(section "$page4" "Module parameters" | sed -n 's/^\.It Cm \([a-z_]*\) Ns = .*/\1/p')" \
	"$(echo "$parameters" | sed 's/:.*//')" "parameters: page"
for name in $(echo "$parameters" | sed 's/:.*//'); do
	default=$(echo "$parameters" | sed -n "s/^$name:.*(default \\([0-9]*\\)).*/\\1/p")
	ok "$name: its default has a number" [ -n "$default" ]
	is "$(section "$page4" "Module parameters" | item "Cm $name " |
		sed -n 's/.*The default is \([0-9]*\).*/\1/p')" "$default" "$name: default"
	ok "$name: synopsis" grep -q "^\\.Dl modprobe .*\\[$name=" "$page4"
done
size() { # name
	echo "$(($(sed -n "s/^#define HISTORY_SIZE_$1\\t*(\\(.*\\))/\\1/p" $drv/history.h |
		sed 's/UL//g')))"
}
for bound in MIN MAX; do
	ok "process_history: $(size $bound)" grep -q "\\b$(size $bound)\\b" "$page4"
done

# --- functions for other modules ---

functions=$(sed -n 's/^EXPORT_SYMBOL_GPL(_*\(.*\));/\1/p' $drv/*.c)
same "$(section "$page4" "Named events of other modules" | sed -n 's/^\.Fn \([a-z_]*\).*/\1/p')" \
	"$functions" "exported functions"

done_testing
