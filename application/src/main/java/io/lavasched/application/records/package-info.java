// SPDX-License-Identifier: Apache-2.0
/**
 * The one reader of a realm: from raw records to parsed ones, with duplicates, and who serves whom.
 * Every use case reads a realm through it.
 */
package io.lavasched.application.records;
