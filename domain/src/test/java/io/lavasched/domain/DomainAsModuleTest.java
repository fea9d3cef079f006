// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.purity.Javac;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as others use it: a module that requires this one, and the example of its Javadoc. */
class DomainAsModuleTest {

  private static final Path DOMAIN = Path.of("target/classes");
  private static final Pattern EXAMPLE =
      Pattern.compile("<pre>\\{@code\\n(.*?) \\* }</pre>", Pattern.DOTALL);

  @TempDir Path folder;
  private Path sources;
  private Path classes;

  @BeforeEach
  void writeModule() throws IOException {
    sources = Files.createDirectories(folder.resolve("sources/example"));
    classes = folder.resolve("classes");
    Files.writeString(
        sources.resolveSibling("module-info.java"),
        "module example { requires io.lavasched.domain; exports example; }\n");
    Files.writeString(
        sources.resolve("Example.java"),
        """
        package example;

        import io.lavasched.domain.*;
        import io.lavasched.domain.cron.*;
        import java.time.*;
        import java.util.*;
        import java.util.function.*;

        public final class Example {
          private Example() {}

          public static void run(
              Map<String, Object> record, Instant now, ZoneId zone, Consumer<String> out) {
        """
            + example()
            + "  }\n}\n");
  }

  private static String example() throws IOException {
    Matcher matcher = EXAMPLE.matcher(Files.readString(Path.of("src/main/java/module-info.java")));
    assertThat(matcher.find()).as("module-info.java has an example").isTrue();
    return matcher.group(1).replaceAll("(?m)^ \\*", "   ");
  }

  private List<String> compile() throws IOException {
    return Javac.compile(sources.getParent(), classes, "--module-path", DOMAIN.toString());
  }

  @Test
  void exampleOfTheJavadocWorks() throws Exception {
    assertThat(compile()).isEmpty();

    assertThat(
            run(
                Map.of(
                    "job_id",
                    "demo/etl",
                    "type",
                    "cmd",
                    "worker",
                    "big one",
                    "payload",
                    "x.sh",
                    "shedule",
                    "@daily",
                    "schedule",
                    List.of("0 6 * * *", Map.of("crontab", "@daily", "to", "2026-01-01")))))
        .containsExactly(
            "job demo/etl: warning: job record should have only fields that lava knows, found"
                + " \"shedule\" [unknown-field]",
            "0 6 * * * /usr/local/bin/lava-dispatcher --worker 'big one' demo/etl");
    assertThat(run(Map.of("job_id", "a", "type", "cmd", "payload", 1, "schedule", "0 24 * * *")))
        .containsExactly(
            "job a: error: job record must have worker, found none [missing-field]",
            "job a: schedule:3: error: hour must be 0-23, found \"24\" [cron-out-of-range]");
  }

  @Test
  void innerPackagesAreNotExported() throws Exception {
    Files.writeString(
        sources.resolve("Inner.java"),
        "package example;\nclass Inner { io.lavasched.domain.word.Words words; }\n");

    assertThat(compile())
        .singleElement()
        .asString()
        .startsWith("compiler.err.package.not.visible: ");
  }

  @Test
  void everyOtherPackageIs() {
    assertThat(ModuleFinder.of(DOMAIN).find("io.lavasched.domain").orElseThrow().descriptor())
        .satisfies(
            module -> {
              assertThat(module.requires())
                  .filteredOn(r -> !r.modifiers().contains(Requires.Modifier.STATIC))
                  .extracting(r -> r.name())
                  .containsExactly("java.base");
              assertThat(module.requires())
                  .extracting(r -> r.name())
                  .containsExactlyInAnyOrder("java.base", "org.jspecify");
              assertThat(module.exports())
                  .filteredOn(e -> !e.isQualified())
                  .extracting(e -> e.source().replace("io.lavasched.domain.", ""))
                  .containsExactlyInAnyOrder(
                      "io.lavasched.domain",
                      "cron",
                      "entry",
                      "fire",
                      "job",
                      "problem",
                      "schedule",
                      "value");
            });
  }

  /** A newcomer reads their names in a minute. */
  @Test
  void typesForOthersAreFew() throws Exception {
    List<String> types =
        PublicApi.types().stream()
            .filter(type -> !type.isMemberClass())
            .map(Class::getName)
            .toList();

    assertThat(types).contains("io.lavasched.domain.LavaJobs").hasSizeBetween(30, 45);
  }

  /** In a layer of its own, whose classes are not those of the test's class path. */
  private List<String> run(Map<String, Object> record) throws Exception {
    ModuleLayer boot = ModuleLayer.boot();
    ModuleLayer layer =
        boot.defineModulesWithOneLoader(
            boot.configuration()
                .resolve(ModuleFinder.of(DOMAIN, classes), ModuleFinder.of(), Set.of("example")),
            ClassLoader.getPlatformClassLoader());
    Class<?> example = layer.findLoader("example").loadClass("example.Example");
    List<String> said = new ArrayList<>();
    Consumer<String> out = said::add;
    example
        .getMethod("run", Map.class, Instant.class, ZoneId.class, Consumer.class)
        .invoke(null, record, Instant.parse("2026-11-23T10:15:00Z"), ZoneId.of("UTC"), out);
    return said;
  }
}
