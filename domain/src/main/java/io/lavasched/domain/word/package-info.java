// SPDX-License-Identifier: Apache-2.0
/** What a name or a word of a crontab line may hold. Only for the modules of lavasched. */
@NullMarked
package io.lavasched.domain.word;

import org.jspecify.annotations.NullMarked;
