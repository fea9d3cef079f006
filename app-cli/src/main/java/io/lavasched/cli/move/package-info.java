// SPDX-License-Identifier: Apache-2.0
/**
 * The command move: its options, its clock, what it says while it works, and its document. For the
 * list of commands alone.
 */
package io.lavasched.cli.move;
