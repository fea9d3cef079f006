/** What the use cases need from outside: the jobs table and the crontab. */
package io.lavasched.domain.port;
