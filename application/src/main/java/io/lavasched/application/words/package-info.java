// SPDX-License-Identifier: Apache-2.0
/** Numbers and lists in a sentence. For the use cases, and for what the command line prints. */
package io.lavasched.application.words;
