// SPDX-License-Identifier: Apache-2.0
/** How many dispatches there are when. For the command timeline. */
package io.lavasched.application.timeline;
