// SPDX-License-Identifier: Apache-2.0
/**
 * When a cron starts an entry, through changes of the clocks. For everybody who asks for the next
 * times.
 */
@NullMarked
package io.lavasched.domain.fire;

import org.jspecify.annotations.NullMarked;
