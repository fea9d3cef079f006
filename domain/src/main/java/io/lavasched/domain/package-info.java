// SPDX-License-Identifier: Apache-2.0
/**
 * The facade, {@link io.lavasched.domain.LavaJobs}: problems, dispatches and lines of job records.
 * For everybody outside the jar; nothing inside it uses this package.
 */
@NullMarked
package io.lavasched.domain;

import org.jspecify.annotations.NullMarked;
