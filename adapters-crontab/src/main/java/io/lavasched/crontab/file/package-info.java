// SPDX-License-Identifier: Apache-2.0
/**
 * A crontab in a plain file, and writing any file whole or not at all. For the wiring of the
 * program and the other packages.
 */
package io.lavasched.crontab.file;
