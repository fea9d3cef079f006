// SPDX-License-Identifier: Apache-2.0
/**
 * Job records from files: JSON, YAML, exports, folders, archives. For the wiring of the program.
 */
package io.lavasched.dynamodb.file;
