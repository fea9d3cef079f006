// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import java.util.Arrays;
import java.util.Optional;

/**
 * A file of a folder or zip.
 *
 * @param path the way to it from there, with slashes; that of a folder that is not looked into ends
 *     with one
 * @param source its text
 * @param fault why it cannot be read, if that is known already
 */
record Member(String path, JsonSource source, Optional<String> fault) {

  Member(String path, JsonSource source) {
    this(path, source, Optional.empty());
  }

  /** The name without its folders. */
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The folder that it is in, with a slash at the end; empty for the outermost one. */
  String folder() {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  boolean isHidden() {
    return Arrays.stream(path.split("/", -1))
        .anyMatch(part -> part.startsWith(".") && !part.equals(".."));
  }
}
