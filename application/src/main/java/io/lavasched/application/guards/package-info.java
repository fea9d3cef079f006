// SPDX-License-Identifier: Apache-2.0
/**
 * What a plan would take away, write anew or leave dispatched twice, and nobody may have meant. For
 * the rebuild.
 */
package io.lavasched.application.guards;
