// SPDX-License-Identifier: Apache-2.0
/**
 * The kernel, measured with JMH beside its peers; and the sample realm that all benchmarks share.
 *
 * <p>How to run them, and what was seen: {@code docs/benchmarks.md}.
 */
package io.lavasched.benchmarks;
