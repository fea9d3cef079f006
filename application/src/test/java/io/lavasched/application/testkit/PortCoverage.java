// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.JobsTable;
import io.lavasched.application.port.LastRuns;
import io.lavasched.application.port.NoDispatch;
import io.lavasched.application.port.NodeChecks;
import io.lavasched.application.port.RunEvents;
import io.lavasched.application.port.RunMemory;
import io.lavasched.application.port.SeenJobs;
import io.lavasched.application.port.TableChecks;
import io.lavasched.application.port.WorkerQueues;
import io.lavasched.application.port.schedules.ScheduleArchive;
import io.lavasched.application.port.schedules.ScheduleStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds implementations of ports that no contract test runs on. */
public final class PortCoverage {

  private static final String CLASS = ".class";

  /** Each port with its contracts; one of them will do: some crontabs can never be reached. */
  private static final Map<Class<?>, List<Class<?>>> CONTRACTS =
      Map.ofEntries(
          Map.entry(JobsTable.class, List.of(JobsTableContract.class)),
          Map.entry(
              CrontabStore.class,
              List.of(CrontabStoreContract.class, UnreachableCrontabContract.class)),
          Map.entry(CrontabArchive.class, List.of(CrontabArchiveContract.class)),
          Map.entry(NoDispatch.class, List.of(NoDispatchContract.class)),
          Map.entry(RunMemory.class, List.of(RunMemoryContract.class)),
          Map.entry(LastRuns.class, List.of(LastRunsContract.class)),
          Map.entry(NodeChecks.class, List.of(NodeChecksContract.class)),
          Map.entry(TableChecks.class, List.of(TableChecksContract.class)),
          Map.entry(RunEvents.class, List.of(RunEventsContract.class)),
          Map.entry(WorkerQueues.class, List.of(WorkerQueuesContract.class)),
          Map.entry(SeenJobs.class, List.of(SeenJobsContract.class)),
          Map.entry(ScheduleStore.class, List.of(ScheduleStoreContract.class)),
          Map.entry(ScheduleArchive.class, List.of(ScheduleArchiveContract.class)));

  private PortCoverage() {}

  /**
   * The ports that have a contract.
   *
   * @return the interfaces
   */
  public static List<Class<?>> ports() {
    return List.copyOf(CONTRACTS.keySet());
  }

  /**
   * Looks at all classes of one module.
   *
   * @param anyOfMain a class of it
   * @param anyOfTests a class of its tests
   * @return such as {@code io.example.Foo needs a test that extends JobsTableContract,
   *     with @ContractOf(Foo.class)}; sorted
   */
  public static List<String> missing(Class<?> anyOfMain, Class<?> anyOfTests) {
    List<Class<?>> tests = classes(anyOfTests);
    List<String> missing = new ArrayList<>();
    for (Class<?> implementation :
        Stream.concat(classes(anyOfMain).stream(), tests.stream()).toList()) {
      if (!implementation.isInterface() && !Modifier.isAbstract(implementation.getModifiers())) {
        CONTRACTS.forEach(
            (port, contracts) -> {
              if (port.isAssignableFrom(implementation)
                  && tests.stream().noneMatch(test -> runs(test, contracts, implementation))) {
                missing.add(
                    implementation.getName()
                        + " needs a test that extends "
                        + contracts.get(0).getSimpleName()
                        + ", with @ContractOf("
                        + implementation.getSimpleName()
                        + ".class)");
              }
            });
      }
    }
    return missing.stream().sorted().toList();
  }

  /**
   * Looks for wrappers of a port (they implement it, and have a field of it or of what gives it)
   * that inherit a method: what the wrapped one does instead is lost.
   *
   * @param anyOfMain a class of the module
   * @return such as {@code Foo.fit is not passed on}; sorted
   */
  public static List<String> holes(Class<?> anyOfMain) {
    List<String> holes = new ArrayList<>();
    for (Class<?> type : classes(anyOfMain)) {
      for (Class<?> port : ports()) {
        if (!type.isInterface() && port.isAssignableFrom(type) && wraps(type, port)) {
          Stream.of(port.getMethods())
              .filter(method -> !Modifier.isStatic(method.getModifiers()))
              .filter(method -> !isDeclared(type, method))
              .map(method -> type.getSimpleName() + "." + method.getName() + " is not passed on")
              .forEach(holes::add);
        }
      }
    }
    return holes.stream().sorted().toList();
  }

  private static boolean wraps(Class<?> type, Class<?> port) {
    return Stream.of(type.getDeclaredFields())
        .anyMatch(field -> field.getGenericType().getTypeName().contains(port.getName()));
  }

  private static boolean isDeclared(Class<?> type, Method method) {
    return Stream.of(type.getDeclaredMethods())
        .anyMatch(
            declared ->
                declared.getName().equals(method.getName())
                    && Arrays.equals(declared.getParameterTypes(), method.getParameterTypes()));
  }

  private static boolean runs(Class<?> test, List<Class<?>> contracts, Class<?> implementation) {
    ContractOf named = test.getAnnotation(ContractOf.class);
    return named != null
        && named.value() == implementation
        && !Modifier.isAbstract(test.getModifiers())
        && contracts.stream().anyMatch(contract -> contract.isAssignableFrom(test));
  }

  /** All that were compiled into the folder of one of them. */
  public static List<Class<?>> classes(Class<?> one) {
    Path root = Path.of(rootOf(one));
    try (Stream<Path> files = Files.walk(root)) {
      List<Class<?>> found = new ArrayList<>();
      for (Path file : files.filter(file -> file.toString().endsWith(CLASS)).toList()) {
        String name = root.relativize(file).toString().replace('/', '.');
        if (!name.endsWith("-info.class")) {
          found.add(
              Class.forName(
                  name.substring(0, name.length() - CLASS.length()), false, one.getClassLoader()));
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static URI rootOf(Class<?> one) {
    try {
      return one.getProtectionDomain().getCodeSource().getLocation().toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
