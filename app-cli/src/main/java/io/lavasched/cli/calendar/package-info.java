// SPDX-License-Identifier: Apache-2.0
/** Dispatches as iCalendar. It never knows a command. */
package io.lavasched.cli.calendar;
