// SPDX-License-Identifier: Apache-2.0
/**
 * The facade for other validators of lava jobs: the checks of a whole realm. It is all that the
 * module exports; the command line uses the packages below.
 */
package io.lavasched.application;
