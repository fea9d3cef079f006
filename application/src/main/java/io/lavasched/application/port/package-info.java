// SPDX-License-Identifier: Apache-2.0
/**
 * What the use cases need from outside: the jobs table, the run records and the queues, the
 * crontab, its archive, the schedules of EventBridge Scheduler, the checks that only a node can
 * make. Adapters implement them; use cases call them.
 */
package io.lavasched.application.port;
