// SPDX-License-Identifier: Apache-2.0
package io.lavasched.aws;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileLocation;

/** The AWS profile files: {@code ~/.aws/config} and {@code ~/.aws/credentials}, or elsewhere. */
final class ProfileFiles {

  private ProfileFiles() {}

  /** Reads both; a file that is not there is empty. */
  static ProfileFile read(Map<String, String> environment) {
    ProfileFile.Aggregator both = ProfileFile.aggregator();
    add(
        both,
        ProfileFile.Type.CONFIGURATION,
        named(environment, "AWS_CONFIG_FILE")
            .orElseGet(ProfileFileLocation::configurationFilePath));
    add(
        both,
        ProfileFile.Type.CREDENTIALS,
        named(environment, "AWS_SHARED_CREDENTIALS_FILE")
            .orElseGet(ProfileFileLocation::credentialsFilePath));
    return both.build();
  }

  private static void add(ProfileFile.Aggregator both, ProfileFile.Type type, Path path) {
    if (Files.isRegularFile(path) && Files.isReadable(path)) {
      both.addFile(ProfileFile.builder().type(type).content(path).build());
    }
  }

  private static Optional<Path> named(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable))
        .filter(text -> !text.isBlank())
        .map(text -> text.startsWith("~/") ? home(environment) + text.substring(1) : text)
        .map(Path::of);
  }

  private static String home(Map<String, String> environment) {
    return environment.getOrDefault("HOME", System.getProperty("user.home", ""));
  }
}
