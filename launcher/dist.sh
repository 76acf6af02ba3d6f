# Makes the packages: the program with a Java of its own. Sourced by ./argosy.
# shellcheck shell=bash disable=SC2154 # program.sh says what they are

# What the program and its libraries need of Java, and jcmd for when something is stuck.
java_modules=java.base,java.management,java.naming,java.sql,jdk.unsupported,jdk.jcmd

run_dist() {
  [ $# -eq 0 ] || fail "dist takes no words: it makes every package for this machine's architecture"
  command -v dpkg-deb >/dev/null || fail "packages are made by dpkg-deb, which Debian has"
  need_build
  need_engine "$(data_dir)/engine.pid"
  use_docker_engine
  # Of several at once, one makes the packages, and the others wait for it.
  (flock 8; make_packages) 8<launcher
}

make_packages() {
  local stage=$ARGOSY_HOME/dist/stage time version arch
  time=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
  version=$(package_version)
  arch=$(dpkg --print-architecture)
  if [ -s dist/SHA256SUMS ] && [ -e "dist/argosy_${version}_$arch.deb" ]; then
    say "dist/ has the packages of argosy $version"
    return
  fi
  say "packing argosy $version for $arch"
  rm -rf dist
  mkdir -p "$stage"
  stage_program "$stage/usr/lib/argosy" "$time" "$version"
  stage_pages "$stage/usr/lib/argosy"
  write_packages "$stage" "$version" "$arch" "$time"
  rm -rf "$stage" "$stage.deb"
  (cd dist && sha256sum argosy* >SHA256SUMS && du -h argosy* | sed 's/^/  /' >&2)
}

# 0.1.0~20261126.2309a44 before 0.1.0 is released: a later one is newer.
package_version() {
  local number when
  number=$(sed -n 's:^  <version>\(.*\)</version>$:\1:p' pom.xml)
  case $number in
    *-SNAPSHOT)
      when=$(git log -1 --date=format:%Y%m%d%H%M --format=%cd.%h 2>/dev/null) || when=$(date +%Y%m%d%H%M)
      [ -z "$(git status --porcelain 2>/dev/null)" ] || when=$when.$(package_stamp)
      echo "${number%-SNAPSHOT}~$when"
      ;;
    *) echo "$number" ;;
  esac
}

# Changes with whatever a package is made of.
package_stamp() {
  { sources_stamp
    find argosy launcher NOTICE LICENSE docs/dependencies.txt -type f -printf '%p %s %T@\n' | sort
  } | sha256sum | cut -c1-8
}

# The program's own folder: Java, the jars, the archives, the launcher.
stage_program() {
  local root=$1 time=$2 version=$3
  mkdir -p "$root"
  "$JAVA_HOME/bin/jlink" --add-modules "$java_modules" --strip-debug --no-man-pages --no-header-files --compress zip-0 \
    --output "$root/runtime"
  cp -r app/target/jars "$root/jars"
  cp -r app/target/sqlite "$root/sqlite"
  mkdir "$root/launcher"
  cp -r launcher/{tools,engine,program,keep,join,pack}.sh launcher/help "$root/launcher"
  rm "$root"/launcher/help/{up,down}.txt
  install -m 0755 launcher/installed.sh "$root/argosy"
  echo "argosy $version" >"$root/version"
  # Java compares the times of its files with those that an archive was made of.
  find "$root" -exec touch -h -d "@$time" {} +
  (JAVA_HOME=$root/runtime; stage_archives "$root")
}

# Made by the very Java and jars that they are for; where these lie later does not matter. A test that needs a package of
# an earlier commit, to upgrade it, does without: `without_archives=1 ./argosy dist`.
stage_archives() {
  [ -z "${without_archives:-}" ] || return 0
  use_program "$1"
  "$java" "${java_flags[@]}" -Xshare:dump >app/target/dump.log 2>&1 ||
    fail "Java could not make the archive of its own classes (app/target/dump.log)"
  rehearse
  [ -s "$server_archive" ] || fail "a package without its start-up archive is of no use: app/target/rehearsal.log"
  rehearse_agent "$DOCKER_HOST"
  [ -s "$agent_archive" ] || fail "a package without its agent's archive is of no use: app/target/agent-rehearsal.log"
}

# What is read about the program, for `link_host`: manual page, completion, licences.
stage_pages() {
  local root=$1 pages=$1/launcher/package
  cp -r launcher/package "$root/launcher"
  "$java" "${java_flags[@]}" -cp "$server_classes" io.argosy.app.Main pages "$pages"
  gzip -9n "$pages/argosy.1"
  mv "$pages/usage.txt" "$root/launcher"
  mv "$pages"/{join,leave}.txt "$root/launcher/help"
  { cat NOTICE LICENSE
    printf '\n\nLibraries of others, each under the licence in META-INF of the jars in /usr/lib/argosy/jars:\n\n'
    grep -v '^#' docs/dependencies.txt
    printf '\nThe Java runtime, under the licences in /usr/lib/argosy/runtime/legal.\n'
  } >"$pages/copyright"
}

# Side by side. The tarball has the same files without Debian's part, and gzip, which every host unpacks.
write_packages() {
  local root=$1 version=$2 arch=$3 time=$4
  link_host "$root"
  chmod -R u=rwX,go=rX "$root"
  find "$root" -exec touch -h -d "@$time" {} +
  cp -al "$root" "$root.deb"
  tar -C "$root" -c --sort=name --owner=0 --group=0 --numeric-owner --format=gnu . |
    gzip -6n >"dist/argosy-$version-$arch.tar.gz" &
  local tarball=$!
  SOURCE_DATE_EPOCH=$time write_deb "$root.deb" "dist/argosy_${version}_$arch.deb" "$version" "$arch" -Zzstd -z9
  wait "$tarball"
}
