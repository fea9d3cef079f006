/** What tests of this and other modules share: in-memory stores, and the contracts of the ports. */
package io.lavasched.domain.testkit;
