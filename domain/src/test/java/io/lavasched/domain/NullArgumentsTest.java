// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronLimits;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.cron.CronTimes;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.entry.CrontabEntry;
import io.lavasched.domain.entry.DispatchDelay;
import io.lavasched.domain.entry.DispatcherArgs;
import io.lavasched.domain.entry.DispatcherOptions;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.entry.EntryForm;
import io.lavasched.domain.entry.EntryLayout;
import io.lavasched.domain.entry.EnvVar;
import io.lavasched.domain.fire.ClockEffect;
import io.lavasched.domain.fire.FireTimes;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.job.WorkerName;
import io.lavasched.domain.problem.Code;
import io.lavasched.domain.problem.Location;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Problems;
import io.lavasched.domain.problem.Severity;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.schedule.ActiveSeconds;
import io.lavasched.domain.schedule.ActiveWindow;
import io.lavasched.domain.schedule.JobSchedule;
import io.lavasched.domain.schedule.RebuildTimes;
import io.lavasched.domain.schedule.WindowTime;
import io.lavasched.domain.value.Value;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A null that is given to the public API fails there, by the name of the argument. */
class NullArgumentsTest {

  private static final ZoneId UTC = ZoneOffset.UTC;
  private static final JobId JOB = new JobId("demo/etl");
  private static final CronSchedule CRON = CronSchedule.of("0 6 * * *");
  private static final NodeCron NODE = new NodeCron(UTC, CronDialect.DEBIAN, Optional.empty());
  private static final Problem PROBLEM = Problem.of(ProblemCode.WRONG_TYPE, "wrong");
  private static final JobRecord RECORD =
      new JobRecord(JOB, new WorkerName("core"), Optional.empty(), JobSchedule.NONE);
  private static final Value.MapOf MAP = new Value.MapOf(Map.of());

  /** By the type of a parameter, or by its raw type. */
  private static final Map<String, Object> SAMPLES =
      Map.ofEntries(
          sample(boolean.class, false),
          sample(int.class, 1),
          sample(long.class, 1L),
          sample(byte[].class, new byte[1]),
          sample(String.class, "demo"),
          sample(Instant.class, Instant.EPOCH),
          sample(LocalDateTime.class, LocalDateTime.MIN),
          sample(ZoneId.class, UTC),
          sample(OptionalInt.class, OptionalInt.empty()),
          sample(Optional.class, Optional.empty()),
          sample(List.class, List.of()),
          sample(Map.class, Map.of()),
          entry("java.util.List<" + JobId.class.getName() + ">", List.of(JOB)),
          sample(Function.class, Function.identity()),
          sample(LavaJobs.class, LavaJobs.of(CronDialect.DEBIAN, UTC)),
          sample(CronDialect.class, CronDialect.DEBIAN),
          sample(CronLimits.class, CronLimits.UNKNOWN),
          sample(CronSchedule.class, CRON),
          sample(CronTimes.Field.class, CRON.times().hour()),
          sample(NodeCron.class, NODE),
          sample(
              CrontabEntry.class,
              new CrontabEntry(
                  CRON, DispatcherProgram.DEFAULT, new WorkerName("core"), List.of(), JOB)),
          sample(DispatchDelay.class, new DispatchDelay(EntryLayout.PLAIN, 0)),
          sample(DispatcherArgs.class, DispatcherArgs.of(List.of())),
          sample(DispatcherOptions.Use.class, DispatcherOptions.Use.QUEUE),
          sample(DispatcherProgram.class, DispatcherProgram.DEFAULT),
          sample(EntryForm.class, EntryForm.PLAIN),
          sample(EntryLayout.class, EntryLayout.PLAIN),
          sample(EntryForm.Lines.class, new EntryForm.Lines(EntryForm.PLAIN)),
          sample(EnvVar.class, new EnvVar("NAME", "value")),
          sample(ClockEffect.Kind.class, ClockEffect.Kind.MOVED),
          sample(FireTimes.class, FireTimes.of(CRON, NODE)),
          sample(DispatcherName.class, new DispatcherName("Sydney")),
          sample(JobId.class, JOB),
          sample(JobRecord.class, RECORD),
          sample(WorkerName.class, RECORD.worker()),
          sample(Code.class, ProblemCode.WRONG_TYPE),
          sample(Location.class, PROBLEM.location()),
          sample(Parsed.class, Parsed.ok(JOB)),
          sample(Parsed.Ok.class, new Parsed.Ok<>(JOB, List.of())),
          sample(Parsed.Bad.class, new Parsed.Bad<>(List.of(PROBLEM))),
          sample(Problem.class, PROBLEM),
          sample(Problems.class, new Problems()),
          sample(Severity.class, Severity.ERROR),
          sample(Subject.Kind.class, Subject.Kind.JOB),
          sample(ActiveSeconds.class, ActiveWindow.ALWAYS.inSeconds(UTC)),
          sample(ActiveWindow.class, ActiveWindow.ALWAYS),
          sample(JobSchedule.class, JobSchedule.NONE),
          sample(RebuildTimes.class, RebuildTimes.UNKNOWN),
          sample(WindowTime.class, ActiveWindow.LATEST),
          sample(Value.class, Value.NULL),
          sample(Value.MapOf.class, MAP),
          sample(Value.Flaw.Kind.class, Value.Flaw.Kind.NOT_JSON));

  private static Map.Entry<String, Object> sample(Class<?> type, Object value) {
    return entry(type.getName(), value);
  }

  private static Object sample(Class<?> raw, Type type) {
    Object sample = SAMPLES.getOrDefault(type.getTypeName(), SAMPLES.get(raw.getName()));
    // A variable of a generic type may be anything.
    return sample == null && raw == Object.class ? JOB : sample;
  }

  private static Stream<Executable> executables(Class<?> type) {
    Stream<Method> methods =
        Stream.of(type.getDeclaredMethods())
            .filter(method -> !Modifier.isAbstract(method.getModifiers()))
            .filter(method -> !method.getName().equals("equals"))
            // The compiler's own.
            .filter(method -> !(type.isEnum() && method.getName().equals("valueOf")));
    return Stream.<Executable>concat(Stream.of(type.getDeclaredConstructors()), methods)
        .filter(it -> Modifier.isPublic(it.getModifiers()) && !it.isSynthetic());
  }

  private static boolean mayBeNull(Executable executable, int parameter) {
    return executable.getParameterTypes()[parameter].isPrimitive()
        || executable.getAnnotatedParameterTypes()[parameter].isAnnotationPresent(Nullable.class);
  }

  /** What becomes of a null. */
  private static String outcome(Executable executable, int parameter) throws Exception {
    Parameter[] parameters = executable.getParameters();
    Object[] arguments = new Object[parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      if (i != parameter) {
        arguments[i] = sample(parameters[i].getType(), parameters[i].getParameterizedType());
        if (arguments[i] == null) {
          return "no sample of " + parameters[i].getParameterizedType() + " in this test";
        }
      }
    }
    try {
      if (executable instanceof Constructor<?> constructor) {
        constructor.newInstance(arguments);
      } else {
        Class<?> type = executable.getDeclaringClass();
        boolean isStatic = Modifier.isStatic(executable.getModifiers());
        Object receiver = isStatic ? null : sample(type, type);
        if (!isStatic && receiver == null) {
          return "no sample of " + type + " in this test";
        }
        ((Method) executable).invoke(receiver, arguments);
      }
      return "taken";
    } catch (InvocationTargetException e) {
      boolean isNamed =
          e.getCause() instanceof NullPointerException
              && parameters[parameter].getName().equals(e.getCause().getMessage());
      return isNamed ? "" : e.getCause().toString();
    }
  }

  @Test
  void areRefusedByName() throws Exception {
    List<String> offenders = new ArrayList<>();
    int checked = 0;
    for (Class<?> type : PublicApi.types()) {
      for (Executable executable : executables(type).toList()) {
        for (int i = 0; i < executable.getParameterCount(); i++) {
          if (!mayBeNull(executable, i)) {
            checked++;
            String outcome = outcome(executable, i);
            if (!outcome.isEmpty()) {
              offenders.add(
                  executable.toGenericString()
                      + ", "
                      + executable.getParameters()[i].getName()
                      + ": "
                      + outcome);
            }
          }
        }
      }
    }

    assertThat(offenders).isEmpty();
    assertThat(checked).isGreaterThan(100);
  }
}
