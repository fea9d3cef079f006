/**
 * The lavasched job, its parameters, and the record of the realm. For everybody who reads or checks
 * them.
 */
package io.lavasched.domain.lavasched;
