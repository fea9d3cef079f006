/** What lavasched does: rebuild the crontab, and look over the records of a realm. */
package io.lavasched.domain.usecase;
