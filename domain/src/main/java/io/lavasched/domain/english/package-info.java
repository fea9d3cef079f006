/** Schedules in words. Only for the modules of lavasched. */
package io.lavasched.domain.english;
