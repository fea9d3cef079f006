/** What tests of this and other modules share: in-memory stores, generators, the contracts of the ports. */
package io.lavasched.domain.testkit;
