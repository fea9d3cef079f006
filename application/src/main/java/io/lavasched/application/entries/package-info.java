// SPDX-License-Identifier: Apache-2.0
/**
 * Entries of a block, planned or installed, and the lines that they share. For the rebuild, and for
 * who shows a plan.
 */
package io.lavasched.application.entries;
