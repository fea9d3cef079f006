/** The crontab of an account: through the system's crontab program, or in a plain file. */
package io.lavasched.crontab;
