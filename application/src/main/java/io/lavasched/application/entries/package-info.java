// SPDX-License-Identifier: Apache-2.0
/**
 * Entries of a block, planned or installed, and the lines that they share. For the rebuild alone.
 */
package io.lavasched.application.entries;
