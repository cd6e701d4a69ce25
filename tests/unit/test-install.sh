#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What is installed: files, symbols, headers, pkg-config, the examples
set -eu
unit=.
# shellcheck source=../lib/tap.sh
. "$unit/../lib/tap.sh"

app=$unit/../../app
uapi=$unit/../../drv/include/uapi
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
unset MAKEFLAGS MAKELEVEL DESTDIR PREFIX LIBDIR
make_app() {
	make --no-print-directory -C "$app" BUILD="$tmp/build" PREFIX=/usr WERROR=1 "$@" \
		>"$tmp/make.log" 2>&1
}
compile() {
	"${CC:-cc}" -Wall -Wextra -Werror "$@" 2>"$tmp/cc.log"
}

ok "builds without a warning" make_app -j2
ok "installs" make_app install DESTDIR="$tmp/root"
root=$tmp/root/usr

version=$(sed -n 's/^PACKAGE_VERSION="\(.*\)"/\1/p' "$app/../drv/dkms.conf")
(cd "$root" && find . ! -type d | sort) >"$tmp/files"
is "$(cat "$tmp/files")" "./bin/proclook
./bin/proclook-desktop
./bin/proclook-log
./bin/proclook-notify
./bin/proclook-top
./include/linux/proclook.h
./include/proclook.h
./lib/libproclook.a
./lib/libproclook.so
./lib/libproclook.so.0
./lib/libproclook.so.$version
./lib/pkgconfig/libproclook.pc
./lib/systemd/catalog/proclook.catalog
./lib/systemd/system/proclook-log.service
./lib/systemd/user/proclook-notify.service
./lib/sysusers.d/proclook-log.conf
./lib/udev/rules.d/61-proclook-notify.rules
./share/applications/org.proclook.Desktop.desktop
./share/bash-completion/completions/proclook
./share/dbus-1/services/org.proclook.Desktop.service
./share/doc/proclook-notify/examples/notify.conf
$(cd "$app/log" && find fleet -type f | sed 's|^|./share/doc/proclook/examples/|' | sort)
./share/icons/hicolor/scalable/apps/org.proclook.Desktop.svg
./share/icons/hicolor/symbolic/apps/org.proclook.Desktop-symbolic.svg
./share/man/man1/proclook-desktop.1
./share/man/man1/proclook-notify.1
./share/man/man1/proclook-top.1
./share/man/man1/proclook.1
./share/man/man3/libproclook.3
$(sed -n 's/^\t\(proclook_[a-z_]*\);$/\1/p' "$app/lib/libproclook.sym" |
	sed 's|.*|./share/man/man3/&.3|' | sort)
./share/man/man4/proclook.4
./share/man/man7/proclook-fleet.7
./share/man/man8/proclook-log.8
./share/metainfo/org.proclook.Desktop.metainfo.xml" "these files, and no others"
is "$(readlink "$root/lib/libproclook.so")" libproclook.so.0 "link for the linker"
is "$(readlink "$root/lib/libproclook.so.0")" "libproclook.so.$version" "link for the loader"
is "$(readlink "$root"/share/man/man3/proclook_*.3 | sort -u)" libproclook.3 \
	"each function leads to the page of the library"

so=$root/lib/libproclook.so.$version
is "$(objdump -p "$so" | sed -n 's/ *SONAME *//p')" libproclook.so.0 "soname"
nm -D --defined-only --with-symbol-versions "$so" | sed -n 's/.* T //p' | sort >"$tmp/exported"
sed -n 's/^\t\(proclook_[a-z_]*\);$/\1@@LIBPROCLOOK_0/p' "$app/lib/libproclook.sym" | sort \
	>"$tmp/promised"
ok "the symbol file has symbols" [ -s "$tmp/promised" ]
is "$(cat "$tmp/exported")" "$(cat "$tmp/promised")" "exported are those of the symbol file"
# Comments name functions too: take them out first
perl -0pe 's{/\*.*?\*/|typedef[^;]*;}{}gs; s/\n\s+/ /g' "$app/lib/proclook.h" |
	grep -o 'proclook_[a-z_]*(' | tr -d '(' | sort -u | sed 's/$/@@LIBPROCLOOK_0/' >"$tmp/declared"
is "$(cat "$tmp/declared")" "$(cat "$tmp/promised")" "declared are those of the symbol file"
nm -g --defined-only "$root/lib/libproclook.a" | sed -n 's/^[0-9a-f]* [A-Z] //p' |
	grep -Ev '^(proclook|pl)_' >"$tmp/foreign" || :
is "$(cat "$tmp/foreign")" "" "the static library defines no names of others"
is "$(objdump -p "$root/bin/proclook" | sed -n 's/ *NEEDED *//p' | sort | tr '\n' ' ')" \
	"libc.so.6 libudev.so.1 " "the program needs libc and libudev only"
for service in log notify; do
	is "$(objdump -p "$root/bin/proclook-$service" | sed -n 's/ *NEEDED *//p' | sort | tr '\n' ' ')" \
		"libc.so.6 libsystemd.so.0 libudev.so.1 " "proclook-$service needs libsystemd, too"
	is "$(sed -n 's/^ExecStart=\([^ ]*\).*/\1/p' "$root"/lib/systemd/*/proclook-$service.service)" \
		/usr/bin/proclook-$service "its unit starts what is installed"
	is "$("$root/bin/proclook-$service" --version | head -n 1)" "proclook-$service $version" \
		"version of proclook-$service"
done

is "$(objdump -p "$root/bin/proclook-top" | sed -n 's/ *NEEDED *//p' | sort | tr '\n' ' ')" \
	"libc.so.6 libncursesw.so.6 libtinfo.so.6 libudev.so.1 " "proclook-top needs ncurses, too"
is "$("$root/bin/proclook-top" --version | head -n 1)" "proclook-top $version" \
	"version of proclook-top"
is "$(sed -n 's/^Exec=\([^ ]*\).*/\1/p' "$root/share/dbus-1/services/org.proclook.Desktop.service")" \
	/usr/bin/proclook-desktop "the bus starts the window that is installed"
is "$("$root/bin/proclook-desktop" --version | head -n 1)" "proclook-desktop $version" \
	"version of proclook-desktop, without a display"

inc="-I$root/include"
for std in c99 c11 c17 gnu11; do
	echo '#include <proclook.h>' >"$tmp/header.c"
	# shellcheck disable=SC2086
	ok "header: $std" compile -std=$std -Wpedantic $inc -c "$tmp/header.c" -o "$tmp/header.o"
done
cp "$tmp/header.c" "$tmp/header.cc"
ok "header: C++" "${CXX:-c++}" -Wall -Wextra -Wpedantic -Werror "$inc" -c "$tmp/header.cc" \
	-o "$tmp/header.o"

cat >"$tmp/user.c" <<'END'
#include <errno.h>
#include <proclook.h>
#include <stdio.h>

int main(void)
{
	struct proclook_watch *watch;

	watch = proclook_watch_open("no-such-event", PROCLOOK_WAIT_ATTRIBUTE);
	printf("%s %d\n", proclook_version(), watch ? 0 : errno == ENOENT);
	return 0;
}
END
export PKG_CONFIG_PATH="$root/lib/pkgconfig" PKG_CONFIG_SYSROOT_DIR="$tmp/root"
is "$(pkg-config --modversion libproclook)" "$version" "pkg-config: version"
# It leaves out what is the default in the system, which this is not
export PKG_CONFIG_ALLOW_SYSTEM_CFLAGS=1 PKG_CONFIG_ALLOW_SYSTEM_LIBS=1
# shellcheck disable=SC2046
ok "pkg-config: compiles" compile "$tmp/user.c" -o "$tmp/user" \
	$(pkg-config --cflags --libs libproclook)
is "$(LD_LIBRARY_PATH=$root/lib "$tmp/user")" "$version 1" "pkg-config: runs"
# shellcheck disable=SC2046
ok "pkg-config: compiles, static library" compile "$tmp/user.c" -o "$tmp/user-static" \
	"$root/lib/libproclook.a" $(pkg-config --cflags libproclook) -ludev
is "$("$tmp/user-static")" "$version 1" "pkg-config: static runs"
is "$("$root/bin/proclook" --version | head -n 1)" "proclook $version" "version"

ok "example watch-poll: needs the ABI only" compile -std=gnu11 -I"$uapi" \
	"$app/examples/watch-poll.c" -o "$tmp/watch-poll"
ok "example watch-epoll" compile -std=gnu11 "$inc" "$app/examples/watch-epoll.c" \
	-o "$tmp/watch-epoll" "$root/lib/libproclook.a" -ludev
mkdir "$tmp/bin"
cat >"$tmp/bin/proclook" <<'END'
#!/bin/sh
cat <<'JSON'
{"type":"exec","comm":"sh","args":["sh","-c","echo <b>&"]}
{"type":"exec","comm":"notify-send","args":["notify-send","x"]}
{"type":"exec","comm":"a\n\u001b[31m","args":[]}
JSON
END
cat >"$tmp/bin/notify-send" <<END
#!/bin/sh
printf '<%s>' "\$@" >>"$tmp/bubbles"
echo >>"$tmp/bubbles"
END
chmod +x "$tmp/bin/proclook" "$tmp/bin/notify-send"
ok "example notify.sh" env PATH="$tmp/bin:$PATH" "$app/examples/notify.sh"
is "$(cat "$tmp/bubbles")" "<--app-name=proclook><--><sh><sh -c echo &lt;b&gt;&amp;>
<--app-name=proclook><--><a\\n\\u001b[31m><>" "example notify.sh: escapes, and does not notify of itself"

# The system's libraries are where they were
unset PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR PKG_CONFIG_ALLOW_SYSTEM_CFLAGS \
	PKG_CONFIG_ALLOW_SYSTEM_LIBS
# What is built and installed where there is no libsystemd
ok "without libsystemd: installs" make_app install SYSTEMD_LIBS= BUILD="$tmp/without" \
	DESTDIR="$tmp/without/root"
ok "without libsystemd: it is said what is left out" grep -q "proclook-log and proclook-notify are left out" \
	"$tmp/make.log"
is "$(cd "$tmp/without/root/usr" && find . ! -type d | sort)" "$(grep -v -e systemd -e proclook-log \
	-e proclook-notify -e fleet "$tmp/files")" "without libsystemd: all but these and their units"

# And where there is no ncurses
ok "without ncurses: installs" make_app install NCURSES_LIBS= BUILD="$tmp/without" \
	DESTDIR="$tmp/without/plain"
ok "without ncurses: it is said what is left out" grep -q "proclook-top is left out" "$tmp/make.log"
is "$(cd "$tmp/without/plain/usr" && find . ! -type d | sort)" "$(grep -v proclook-top "$tmp/files")" \
	"without ncurses: all but this"

# The same without libadwaita, and with a translation
mkdir "$tmp/po"
cat >"$tmp/po/xx.po" <<'END'
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\n"

msgid "Processes"
msgstr "Xx"
END
ok "without libadwaita: installs" make_app install ADWAITA_LIBS= BUILD="$tmp/plain" \
	DESTDIR="$tmp/plain/root"
ok "without libadwaita: it is said what is left out" grep -q "proclook-desktop is left out" \
	"$tmp/make.log"
is "$(cd "$tmp/plain/root/usr" && find . ! -type d | sort)" "$(grep -v -e '[./]Desktop' \
	-e proclook-desktop "$tmp/files")" "without libadwaita: all but the window and what shows it"
ok "translations: installs" make_app install PO="$tmp/po/xx.po" DESTDIR="$tmp/root"
is "$(TEXTDOMAINDIR=$root/share/locale LANGUAGE=xx LC_ALL=C.UTF-8 gettext proclook-desktop Processes)" \
	"Xx" "translations: they are found"

ok "uninstalls" make_app uninstall PO="$tmp/po/xx.po" DESTDIR="$tmp/root"
is "$(find "$tmp/root" ! -type d)" "" "nothing is left"
ok "cleans" make_app clean
ok "all of it" [ ! -e "$tmp/build/app" ]

done_testing
