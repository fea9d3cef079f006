// SPDX-License-Identifier: Apache-2.0
/**
 * Looks in a plan for what was probably not meant: many jobs that go, lines written anew, jobs
 * dispatched twice. For the rebuild.
 */
package io.lavasched.application.guards;
