/** Dispatches as iCalendar. It never knows a command. */
package io.lavasched.cli.calendar;
