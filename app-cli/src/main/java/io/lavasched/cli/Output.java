package io.lavasched.cli;

/** What goes to standard output. */
enum Output {
  /** For people, and for diff and patch. */
  TEXT,
  /** One JSON object. */
  JSON
}
