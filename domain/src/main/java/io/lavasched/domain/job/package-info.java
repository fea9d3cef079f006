/** Job records and the names in them. */
package io.lavasched.domain.job;
