/** Tables, endpoints and certificates for the tests of this module. */
package io.lavasched.dynamodb.testkit;
