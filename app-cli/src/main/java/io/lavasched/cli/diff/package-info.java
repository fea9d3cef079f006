// SPDX-License-Identifier: Apache-2.0
/** What changes between two crontabs, as diff writes it. For the commands and the documents. */
package io.lavasched.cli.diff;
