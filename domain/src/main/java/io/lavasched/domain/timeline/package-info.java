/** What goes out when: the load that the schedules of many jobs make together, minute by minute. */
package io.lavasched.domain.timeline;
