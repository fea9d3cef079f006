// SPDX-License-Identifier: Apache-2.0
/**
 * Reading a realm: from raw records to parsed ones, with duplicates, and who serves whom. For the
 * use cases and those who show what they found, so that each gives the same verdict on a record.
 */
package io.lavasched.application.records;
