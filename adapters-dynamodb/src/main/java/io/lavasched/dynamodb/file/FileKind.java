// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import com.google.common.base.Ascii;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a file of a folder is, as far as its name tells. */
enum FileKind {
  /** Job records, or records of another of lava's tables. */
  RECORDS,
  /** What an export of DynamoDB has beside its data. */
  EXPORT_PART,
  /** Plain text, which may hold records all the same. */
  TEXT,
  /** Plainly no record: documentation, a program, what an editor keeps. */
  NO_RECORDS,
  /** Anything else: it may be a record that nobody would miss until its job does not run. */
  UNKNOWN;

  static final String MANIFEST_FILES = "manifest-files.json";
  static final String MANIFEST_SUMMARY = "manifest-summary.json";

  private static final Set<String> EXPORT_PARTS =
      Set.of(
          MANIFEST_FILES,
          MANIFEST_SUMMARY,
          "manifest-files.md5",
          "manifest-summary.md5",
          "_started");

  private static final Pattern JSON = Pattern.compile(".*\\.(json|jsonl|ndjson)(\\.gz)?");
  private static final Pattern YAML = Pattern.compile(".*\\.(yaml|yml)(\\.gz)?");
  private static final Pattern NOTES =
      Pattern.compile(
          "(readme|licen[cs]e|changelog|contributing|codeowners|authors|notice|makefile|dockerfile"
              + "|jenkinsfile)(\\..*)?");

  /** Endings of names; those of editors may stand behind any other. */
  private static final List<String> NO_RECORDS_ENDINGS =
      List.of(
          ".md",
          ".markdown",
          ".rst",
          ".adoc",
          ".html",
          ".htm",
          ".css",
          ".js",
          ".pdf",
          ".doc",
          ".docx",
          ".png",
          ".jpg",
          ".jpeg",
          ".gif",
          ".svg",
          ".py",
          ".sh",
          ".bash",
          ".sql",
          ".java",
          ".tf",
          ".toml",
          ".cfg",
          ".ini",
          ".lock",
          ".md5",
          ".sha256",
          ".sig",
          ".asc",
          "~",
          ".bak",
          ".orig",
          ".swp");

  static FileKind of(String name) {
    String lower = Ascii.toLowerCase(name);
    if (EXPORT_PARTS.contains(lower)) {
      return EXPORT_PART;
    }
    if (JSON.matcher(lower).matches() || YAML.matcher(lower).matches()) {
      return RECORDS;
    }
    if (NOTES.matcher(lower).matches() || NO_RECORDS_ENDINGS.stream().anyMatch(lower::endsWith)) {
      return NO_RECORDS;
    }
    return lower.endsWith(".txt") || lower.endsWith(".log") ? TEXT : UNKNOWN;
  }

  static boolean isYaml(String name) {
    return YAML.matcher(Ascii.toLowerCase(name)).matches();
  }
}
