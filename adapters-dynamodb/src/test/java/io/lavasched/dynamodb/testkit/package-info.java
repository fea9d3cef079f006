// SPDX-License-Identifier: Apache-2.0
/**
 * Tables, endpoints and certificates for the tests of this module; the tests of the command line
 * use {@code LavaTables}.
 */
package io.lavasched.dynamodb.testkit;
