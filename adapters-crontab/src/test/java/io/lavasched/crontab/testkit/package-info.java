/** What tests need to run crontab programs, real and fake, without touching anyone's crontab. */
package io.lavasched.crontab.testkit;
