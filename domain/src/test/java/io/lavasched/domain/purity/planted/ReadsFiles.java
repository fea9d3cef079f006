// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.purity.planted;

import java.nio.file.Path;

/** Breaks a rule on purpose. */
record ReadsFiles(Path path) {}
