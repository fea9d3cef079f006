// SPDX-License-Identifier: Apache-2.0
/**
 * Installing a crontab with care, and restoring a kept one. For the rebuild and the command
 * restore.
 */
package io.lavasched.application.install;
