// SPDX-License-Identifier: Apache-2.0
/**
 * Checks of records, most of them a class a kind. For the command check, for {@code LintRealm}, for
 * the warnings of a rebuild, and for explain and next.
 */
package io.lavasched.application.lint;
