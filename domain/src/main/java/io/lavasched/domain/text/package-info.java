// SPDX-License-Identifier: Apache-2.0
/** Quoting for messages, suggestions, patterns and durations. Only for the modules of lavasched. */
@NullMarked
package io.lavasched.domain.text;

import org.jspecify.annotations.NullMarked;
