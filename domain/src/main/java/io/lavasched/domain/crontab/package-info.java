/** The crontab, the block of lines in it that lavasched owns, and the entries of the block. */
package io.lavasched.domain.crontab;
