/** When a job runs: cron strings, the windows in which they are active, and lists of both. */
package io.lavasched.domain.schedule;
