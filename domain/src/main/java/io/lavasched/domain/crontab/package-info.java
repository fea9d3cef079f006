// SPDX-License-Identifier: Apache-2.0
/**
 * A crontab: its text, the block in it with its markers, and its size. Only the block is ours;
 * every other byte is foreign. Only for the modules of lavasched.
 */
@NullMarked
package io.lavasched.domain.crontab;

import org.jspecify.annotations.NullMarked;
