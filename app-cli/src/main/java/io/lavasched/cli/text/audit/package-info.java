// SPDX-License-Identifier: Apache-2.0
/** What an audit found, in words. For the command audit. */
package io.lavasched.cli.text.audit;
