// SPDX-License-Identifier: Apache-2.0
/** The five fields of a cron string. Only for the modules of lavasched. */
@NullMarked
package io.lavasched.domain.field;

import org.jspecify.annotations.NullMarked;
