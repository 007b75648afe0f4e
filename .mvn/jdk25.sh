# Sourced by ./mvnw and ./jamey: points JAVA_HOME to a JDK 25, or says what to install.
# Looks at JAVA_HOME, at `java` on the PATH, then where package managers and SDKMAN put JDKs.

jamey_is_jdk25() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && grep -q '^JAVA_VERSION="25[."]' "$1/release"
}

jamey_find_jdk25() {
  if [ -n "${JAVA_HOME:-}" ] && jamey_is_jdk25 "$JAVA_HOME"; then return 0; fi
  jamey_java=$(command -v java 2>/dev/null || true)
  if [ -n "$jamey_java" ]; then
    jamey_java=$(readlink -f "$jamey_java" 2>/dev/null || echo "$jamey_java")
    jamey_java=$(dirname "$(dirname "$jamey_java")")
  fi
  for jamey_home in "$jamey_java" /usr/lib/jvm/* /opt/*jdk* /opt/java/* "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$jamey_home" ] && jamey_is_jdk25 "$jamey_home"; then
      JAVA_HOME=$jamey_home
      export JAVA_HOME
      return 0
    fi
  done
  echo "Jamey needs a JDK 25 and found none." >&2
  echo "Install one (for example 'apt install temurin-25-jdk', 'brew install openjdk@25' or 'sdk install java 25-tem')," >&2
  echo "or set JAVA_HOME to where it is." >&2
  return 1
}
