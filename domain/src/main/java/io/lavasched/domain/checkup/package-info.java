/**
 * The checks that tell whether a node is fit to dispatch, what they find, and those of them that
 * need nothing but the crontab, the records and the time.
 */
package io.lavasched.domain.checkup;
