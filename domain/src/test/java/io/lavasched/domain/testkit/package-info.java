/** What tests of this and other modules share: in-memory stores, generators, port contracts. */
package io.lavasched.domain.testkit;
