/**
 * What the use cases need from outside: the jobs table, the crontab, its archive. Adapters
 * implement them; use cases call them.
 */
package io.lavasched.application.port;
