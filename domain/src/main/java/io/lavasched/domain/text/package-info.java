/** The characters of words; not exported. */
package io.lavasched.domain.text;
