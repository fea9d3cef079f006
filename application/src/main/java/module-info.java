// SPDX-License-Identifier: Apache-2.0
/**
 * What can be done with a realm and a crontab: rebuild the block, check the records, tell what will
 * be dispatched and why, examine the node. What it needs from outside are {@linkplain
 * io.lavasched.application.port ports}.
 */
module io.lavasched.application {
  requires transitive io.lavasched.domain;

  exports io.lavasched.application.doctor;
  exports io.lavasched.application.explain;
  exports io.lavasched.application.forecast;
  exports io.lavasched.application.install;
  exports io.lavasched.application.lint;
  exports io.lavasched.application.port;
  exports io.lavasched.application.rebuild;
  exports io.lavasched.application.records;
  exports io.lavasched.application.surroundings;
  exports io.lavasched.application.timeline;
  exports io.lavasched.application.words;
}
