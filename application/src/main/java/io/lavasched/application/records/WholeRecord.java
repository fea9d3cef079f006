// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.records;

import io.lavasched.application.port.SourceRecord;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.lavasched.LavaschedJob;
import io.lavasched.domain.lavasched.LavaschedParameters;
import io.lavasched.domain.place.Flaws;
import io.lavasched.domain.place.SchedulePlaces;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.value.Value;
import io.lavasched.domain.worker.Enabled;
import io.lavasched.domain.worker.MaxRunDelay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A record as the table has it, with the fields that its index lacks: what they say, without the
 * raw data. Each is read when it is asked for, since most callers want one or two of many records.
 */
public final class WholeRecord {

  private static final Value.MapOf NO_FIELDS = new Value.MapOf(Map.of());

  private final SourceRecord source;
  private final Value.MapOf fields;

  /** What is no object has no fields. */
  public WholeRecord(SourceRecord source) {
    this.source = source;
    this.fields = source.value() instanceof Value.MapOf map ? map : NO_FIELDS;
  }

  /** How messages name it. */
  public Subject subject() {
    return JobRecord.subject(source.origin(), fields);
  }

  /** Whose record it is; empty where its {@code job_id} is missing or bad. */
  public Optional<JobId> id() {
    return RecordRead.id(subject());
  }

  /** What lava itself asks of it beyond what its dispatch needs. */
  public List<Problem> furtherProblems() {
    return JobRecord.furtherProblems(source.origin(), source.value());
  }

  /** These problems of it, with each value that JSON does not have reported once. */
  public List<Problem> once(List<Problem> problems) {
    return List.copyOf(Flaws.once(fields, problems));
  }

  /** Where the elements of its schedule stand. */
  public SchedulePlaces places() {
    return SchedulePlaces.of(fields);
  }

  /** What the worker makes of its {@code enabled}. */
  public Enabled enabled() {
    return Enabled.of(fields);
  }

  /** Its {@code enabled}, for a message. */
  public String enabledFound() {
    Optional<Value> value = fields.get("enabled");
    if (value.isEmpty()) {
      return "none";
    }
    if (value.get() instanceof Value.Bool bool) {
      return String.valueOf(bool.get());
    }
    return value.get() instanceof Value.Text text ? Quoted.of(text.get()) : value.get().kind();
  }

  /** How long after its dispatch the worker still runs the job. */
  public MaxRunDelay maxRunDelay() {
    return MaxRunDelay.of(fields);
  }

  /** The fields by which the worker may reject every run. */
  public WorkerFields workerFields() {
    return WorkerFields.of(fields);
  }

  /** What its job does for a crontab, other than as a lavasched job. */
  public Optional<LavaschedCall> command() {
    return LavaschedCall.of(fields);
  }

  /** The jobs that its job runs within itself: those of a chain, a dag or a foreach. */
  public Set<JobId> jobsWithin() {
    return JobsWithin.of(fields);
  }

  /** The text of its {@code type}. */
  public Optional<String> type() {
    return field("type") instanceof Value.Text text ? Optional.of(text.get()) : Optional.empty();
  }

  /** Whether it is one of a lavasched job. */
  public boolean isLavasched() {
    return type().filter(LavaschedJob.TYPE::equals).isPresent();
  }

  /** Whether a field is there, and neither null nor an empty string. */
  public boolean isGiven(String name) {
    Value value = field(name);
    return !(value instanceof Value.Null)
        && !(value instanceof Value.Text text && text.get().isEmpty());
  }

  /**
   * The lavasched job that it is, or what is wrong with it.
   *
   * @param overrides values for its parameters, by their paths
   */
  public Parsed<LavaschedJob> lavaschedJob(Map<String, String> overrides) {
    return LavaschedJob.parse(source.origin(), source.value(), overrides);
  }

  /** What a lavasched job says about the making of its block. */
  public Parsed<RebuildSettings> settings() {
    return RebuildSettings.parse(fields);
  }

  /** What a lavasched job builds. */
  public Parsed<LavaschedParameters> parameters() {
    return LavaschedParameters.parse(field("parameters"));
  }

  /** The same, each part on its own. */
  public LavaschedParameters.Parts parameterParts() {
    return LavaschedParameters.parts(field("parameters"));
  }

  /** Whether the parameters of a lavasched job are an object that sets no {@code PATH}. */
  public boolean lacksPath() {
    return field("parameters") instanceof Value.MapOf parameters
        && !(parameters.get("env").orElse(Value.NULL) instanceof Value.MapOf env
            && env.get("PATH").isPresent());
  }

  /** All texts that the parameters of a lavasched job have for dispatchers, wrong ones too. */
  List<String> dispatcherNames() {
    Value named =
        field("parameters") instanceof Value.MapOf map
            ? map.get("dispatcher").orElse(Value.NULL)
            : Value.NULL;
    List<String> names = new ArrayList<>();
    for (Value name : named instanceof Value.ListOf list ? list.items() : List.of(named)) {
      if (name instanceof Value.Text text) {
        names.add(text.get());
      }
    }
    return names;
  }

  private Value field(String name) {
    return fields.get(name).orElse(Value.NULL);
  }
}
