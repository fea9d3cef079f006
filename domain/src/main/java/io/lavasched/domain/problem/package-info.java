// SPDX-License-Identifier: Apache-2.0
/**
 * What is wrong with something, where, and what to do about it. For everybody, inside the jar and
 * outside.
 */
@NullMarked
package io.lavasched.domain.problem;

import org.jspecify.annotations.NullMarked;
