// SPDX-License-Identifier: Apache-2.0
/**
 * The entries of a block and the lines that they share, new ones and those that are installed. For
 * the rebuild alone.
 */
package io.lavasched.application.entries;
