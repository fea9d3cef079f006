/** Data as it comes from outside, before anything is known about it. */
package io.lavasched.domain.value;
