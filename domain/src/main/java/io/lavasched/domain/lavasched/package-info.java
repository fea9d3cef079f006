/**
 * The lavasched job, its parameters, and the record of the realm. For everybody who reads or checks
 * them.
 */
@NullMarked
package io.lavasched.domain.lavasched;

import org.jspecify.annotations.NullMarked;
