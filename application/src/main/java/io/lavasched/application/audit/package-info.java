// SPDX-License-Identifier: Apache-2.0
/**
 * Did it go out: what should have been dispatched in a time, what the run records say, and what
 * follows. For the command audit.
 */
package io.lavasched.application.audit;
