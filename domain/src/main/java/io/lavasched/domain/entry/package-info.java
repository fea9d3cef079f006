// SPDX-License-Identifier: Apache-2.0
/**
 * One entry of the block: its words, variables and forms, and reading it back. For everybody who
 * writes or reads the lines of the block.
 */
@NullMarked
package io.lavasched.domain.entry;

import org.jspecify.annotations.NullMarked;
