// SPDX-License-Identifier: Apache-2.0
/**
 * Installing a crontab with care, restoring a kept one, and removing the block. For the rebuild and
 * the commands restore and remove.
 */
package io.lavasched.application.install;
