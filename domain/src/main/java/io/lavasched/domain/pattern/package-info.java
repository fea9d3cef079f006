// SPDX-License-Identifier: Apache-2.0
/** Which jobs and workers are asked for, by patterns. Only for the modules of lavasched. */
@NullMarked
package io.lavasched.domain.pattern;

import org.jspecify.annotations.NullMarked;
