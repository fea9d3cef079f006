// SPDX-License-Identifier: Apache-2.0
package io.lavasched.eventbridge;

import io.lavasched.application.schedules.GroupOwner;
import io.lavasched.domain.text.Quoted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.scheduler.model.Tag;

/** The tags of a group that is there: whose it is. */
final class GroupTags {

  private final Map<String, String> tags = new TreeMap<>();

  /** Those that the service tells; others than lavasched's are nobody's business. */
  GroupTags(List<Tag> all) {
    for (Tag tag : all) {
      if (GroupOwner.REALM_TAG.equals(tag.key()) || GroupOwner.OWNER_TAG.equals(tag.key())) {
        tags.put(tag.key(), Optional.ofNullable(tag.value()).orElse(""));
      }
    }
  }

  /**
   * What is wrong with a group that is another's.
   *
   * @param wanted the tags that it should have
   * @param tags those that it has, as far as they are lavasched's
   */
  record Stranger(Map<String, String> wanted, Map<String, String> tags) {

    /** What must hold, and what was found. */
    String found() {
      return "it must be tagged "
          + shown(wanted)
          + ", found "
          + (tags.isEmpty() ? "no such tags" : shown(tags));
    }

    /** What to do. */
    String hint(String arn) {
      String whose =
          Optional.ofNullable(tags.get(GroupOwner.OWNER_TAG))
              .map(
                  job ->
                      "it is the group of job "
                          + Quoted.escape(job)
                          + " of realm "
                          + Quoted.escape(tags.getOrDefault(GroupOwner.REALM_TAG, "?")))
              .orElse("lavasched did not make it");
      return whose
          + ": choose another with --schedule-group, or, if it is meant for this job, tag it: aws"
          + " scheduler tag-resource --resource-arn "
          + Quoted.escape(arn)
          + " --tags "
          + wanted.entrySet().stream()
              .map(tag -> "'Key=" + tag.getKey() + ",Value=" + tag.getValue() + "'")
              .collect(Collectors.joining(" "));
    }

    private static String shown(Map<String, String> tags) {
      return tags.entrySet().stream()
          .map(tag -> tag.getKey() + "=" + Quoted.escape(tag.getValue()))
          .collect(Collectors.joining(" and "));
    }
  }

  /** Empty where the group is this owner's. */
  Optional<Stranger> strangeTo(GroupOwner owner) {
    return tags.equals(owner.tags())
        ? Optional.empty()
        : Optional.of(new Stranger(owner.tags(), tags));
  }
}
