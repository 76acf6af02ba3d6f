# Makes the Debian package of a folder that is laid out as a host's root. Sourced by launcher/dist.sh and
# launcher/installed.sh.
# shellcheck shell=bash

# What lies outside of the program's own folder and is made of what lies in it.
link_host() {
  local root=$1 from=$1/usr/lib/argosy/launcher/package
  mkdir -p "$root"/usr/{bin,lib/systemd/system,share/{man/man1,bash-completion/completions,doc/argosy}} "$root/etc/argosy"
  ln -s ../lib/argosy/argosy "$root/usr/bin/argosy"
  cp -p "$from"/*.{service,socket} "$root/usr/lib/systemd/system"
  cp -p "$from/argosy.1.gz" "$root/usr/share/man/man1"
  cp -p "$from/argosy.bash" "$root/usr/share/bash-completion/completions/argosy"
  cp -p "$from/copyright" "$root/usr/share/doc/argosy"
  cp -p "$from/argosy.toml" "$root/etc/argosy"
}

# write_deb ROOT DEB VERSION ARCHITECTURE HOW: HOW are words for dpkg-deb.
write_deb() {
  local root=$1 deb=$2 version=$3 architecture=$4 from=$1/usr/lib/argosy/launcher/package
  shift 4
  mkdir "$root/DEBIAN"
  sed -e "s/@VERSION@/$version/; s/@ARCH@/$architecture/; s/@SIZE@/$(du -sk "$root/usr" | cut -f1)/" "$from/control" \
    >"$root/DEBIAN/control"
  echo /etc/argosy/argosy.toml >"$root/DEBIAN/conffiles"
  install -m 0755 "$from"/{postinst,prerm,postrm} "$root/DEBIAN"
  dpkg-deb --root-owner-group "$@" --build "$root" "$deb" >/dev/null
}

# The installed program as a package, for hosts that join it: quickly made, and larger than that of `dist`.
repack() {
  local to=$1 root version architecture
  version=$(sed 's/^argosy //' "$ARGOSY_HOME/version")
  architecture=$(dpkg --print-architecture)
  say "packing argosy $version for hosts that join"
  rm -rf "$to"/argosy_*.deb "$to"/.stage.*
  root=$(mktemp -d "$to/.stage.XXXXXX")
  # shellcheck disable=SC2064 # the folder as it is now
  trap "rm -rf '$root'" EXIT
  mkdir -p "$root/usr/lib"
  cp -a "$ARGOSY_HOME" "$root/usr/lib/argosy"
  (umask 022; link_host "$root"; chmod 0755 "$root"
    write_deb "$root" "$to/.part" "$version" "$architecture" -Zzstd -z3)
  mv "$to/.part" "$to/argosy_${version}_$architecture.deb"
}
