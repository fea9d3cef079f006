// SPDX-License-Identifier: Apache-2.0
/**
 * All checks of records, one class a kind. For the command check, and for the warnings of a
 * rebuild.
 */
package io.lavasched.application.lint;
