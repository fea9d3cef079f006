// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.records;

/** What becomes of the entries of a job whose record is bad. */
public enum OnInvalid {
  /** They stay as the installed block has them. */
  KEEP,
  /** They are left out. */
  DROP,
  /** Nothing is written at all. */
  FAIL
}
