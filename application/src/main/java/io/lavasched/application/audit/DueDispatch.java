// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.audit;

/**
 * A dispatch that was due, or may have been.
 *
 * @param at when: seconds since 1970
 * @param entry by which entry: an index into those of the job
 * @param by the same
 * @param doubt why it may not have been due
 */
record DueDispatch(long at, int entry, DueEntry by, Doubt doubt) {}
