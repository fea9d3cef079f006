# SPDX-License-Identifier: Apache-2.0
# Turns picocli's usage help into a manual page; see man-page.
# mawk, which is Debian's awk, has no {1,6} in patterns.
function safe(s) {
  gsub(/\\/, "\\e", s); gsub(/-/, "\\-", s)
  return s ~ /^[.']/ ? "\\&" s : s
}
function item(line,   at) {
  sub(/^ +/, "", line)
  at = match(line, /  +/)
  print ".TP"
  if (at) {
    print ".B " safe(substr(line, 1, at - 1))
    print safe(substr(line, at + RLENGTH))
  } else print ".B " safe(line)
}
NR == 1 {
  short = $0; sub(/\.$/, "", short)
  print ".TH " toupper(safe(name)) " 1 " date " \"lavasched " version "\" \"lavasched\""
  print ".SH NAME"; print safe(name) " \\- " safe(short)
  next
}
/^Usage: / { print ".SH SYNOPSIS"; print ".B " safe(substr($0, 8)); part = "synopsis"; next }
part == "synopsis" && /^ / && !/^ +-/ && !/^ +\[/ { print safe($0); next }
part == "synopsis" { part = "text"; print ".SH DESCRIPTION" }
/^$/ { if (part == "code") print ".fi"; if (part != "text") part = "gap"; else print ".PP"; next }
/^(Exit codes|Commands|Examples?):$/ {
  sub(/:$/, ""); print ".SH " toupper($0)
  part = /^EXAMPLE|^Example/ ? "code" : "list"
  if (part == "code") print ".nf"
  next
}
part == "code" && !/^  / { part = "text"; print ".fi"; print ".PP"; print safe($0); next }
part == "code" { sub(/^  /, ""); print safe($0); next }
/^[A-Z].*:$/ {
  # A group of options, or a sentence before an example.
  head = $0
  if ((getline after) > 0) {
    if (after ~ /^ +-/) {
      sub(/:$/, "", head)
      if (!seen++) print ".SH OPTIONS"
      print ".SS " safe(head); item(after); part = "options"
    } else {
      print ".SH EXAMPLES"; print safe(head); print ".PP"; print ".nf"; sub(/^  /, "", after)
      print safe(after); part = "code"
    }
  }
  next
}
/^  ? ? ? ? ?[-[]/ || /^      [A-Z]+   *[A-Z]/ {
  if (!seen++) print ".SH OPTIONS"
  item($0); part = "options"; next
}
part == "list" && /^  [^ ]/ { item($0); next }
/^ / { sub(/^ +/, ""); print safe($0); next }
{ if (part != "text") { part = "text"; print ".PP" } print safe($0) }
function variable(names, text) {
  print ".TP"; print ".B " safe(names); print safe(text)
}
END {
  if (part == "code") print ".fi"
  print ".SH ENVIRONMENT"
  variable("LAVA_REALM", "The realm, where --realm is not given. Lava sets it for its jobs.")
  variable("LAVA_DISPATCHER", "What the entries run, where --dispatcher-program is not given.")
  variable("LAVA_JOB_ID",
    "The job that runs the rebuild, which lava sets: without its entry nobody rebuilds again.")
  variable("LAVASCHED_CRONTAB_SECONDS", "How long one call of crontab may take. Default: 30.")
  variable("LAVASCHED_RUN_SECONDS",
    "How long run, restore or remove may take until it begins to install. Default: 900.")
  variable("AWS_PROFILE, AWS_REGION, AWS_DEFAULT_REGION, AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL",
    "Where --profile, --region and --endpoint-url are not given.")
  variable("AWS_CA_BUNDLE, AWS_MAX_ATTEMPTS and others of AWS", "As for other programs that use AWS.")
  variable("XDG_STATE_HOME", "Where the kept crontabs and the lock are; see below.")
  variable("NO_COLOR", "No colours, where it is set to anything.")
  variable("LAVASCHED_ASCII",
    "Drawings in ASCII, where it is set to anything, as it is for a locale that is not UTF-8.")
  variable("COLUMNS", "How wide drawings may be. Default: the width of the terminal, or 80.")
  variable("JAVA_HOME", "The Java to use, 17 or newer, where lavasched does not bring its own.")
  variable("LAVASCHED_JAVA_OPTS",
    "Flags of the Java virtual machine, parted by blanks, such as -Xmx512m for a very large realm.")
  print ".SH FILES"; print ".TP"; print ".I ~/.local/state/lavasched"
  print "The kept crontabs and the lock ($XDG_STATE_HOME/lavasched where that is set)."
  print ".SH SEE ALSO"
  if (name != "lavasched") print ".BR lavasched (1),"
  count = split(commands, other, " ")
  for (i = 1; i <= count; i++)
    if (name != "lavasched-" other[i]) print ".BR " safe("lavasched-" other[i]) " (1),"
  print ".BR crontab (1),"; print ".BR crontab (5)"
}
