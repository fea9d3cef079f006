/**
 * The schedule of a job, its items, and when an item is active. For everybody who reads or checks
 * schedules.
 */
package io.lavasched.domain.schedule;
