/** Job records and the names in them. For everybody who reads or checks job records. */
package io.lavasched.domain.job;
