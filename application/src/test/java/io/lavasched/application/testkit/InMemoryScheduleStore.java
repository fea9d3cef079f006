// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.schedules.ScheduleStore;
import io.lavasched.application.schedules.GroupName;
import io.lavasched.application.schedules.GroupOwner;
import io.lavasched.application.schedules.ScheduleName;
import io.lavasched.application.schedules.ScheduleSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A group of schedules in memory. Several stores may share one service, as several jobs and people
 * do; each counts its own calls, and fails or loses answers where it is told to.
 */
public final class InMemoryScheduleStore implements ScheduleStore {

  private final Service service;
  private final GroupName group;
  private final GroupOwner owner;
  private final List<String> calls = new ArrayList<>();
  private final Map<Integer, Boolean> faults = new HashMap<>();
  private final Set<ScheduleName> refused = new HashSet<>();
  private final Map<Integer, Runnable> meanwhile = new HashMap<>();

  /**
   * The group of a job.
   *
   * @param service where it is, or will be
   * @param group its name
   * @param owner whose it is
   */
  public InMemoryScheduleStore(Service service, GroupName group, GroupOwner owner) {
    this.service = service;
    this.group = group;
    this.owner = owner;
  }

  /** What all stores see. */
  public static final class Service {

    private final Map<GroupName, Group> groups = new HashMap<>();
    private Instant now;

    /**
     * One without groups.
     *
     * @param now what time it is there
     */
    public Service(Instant now) {
      this.now = now;
    }

    /**
     * Turns its clock.
     *
     * @param time what time it is from now on
     */
    public void now(Instant time) {
      now = time;
    }

    /**
     * Makes a group, as anybody may.
     *
     * @param name its name
     * @param tags its tags
     */
    public void makeGroup(GroupName name, Map<String, String> tags) {
      groups.put(name, new Group(Map.copyOf(tags)));
    }

    /**
     * Makes or changes a schedule, as anybody may; the group is there.
     *
     * @param name of the group
     * @param stored the schedule
     */
    public void put(GroupName name, Stored stored) {
      groups.get(name).schedules.put(stored.name(), stored);
    }

    /**
     * Takes a schedule away, as anybody may.
     *
     * @param name of the group
     * @param schedule its name
     */
    public void remove(GroupName name, ScheduleName schedule) {
      groups.get(name).schedules.remove(schedule);
    }

    /**
     * The schedules of a group.
     *
     * @param name of the group
     * @return a copy, sorted by name; none where there is no such group
     */
    public List<Stored> schedules(GroupName name) {
      return Optional.ofNullable(groups.get(name)).map(Group::list).orElse(List.of());
    }
  }

  private static final class Group {

    private final Map<String, String> tags;
    private final Map<ScheduleName, Stored> schedules = new TreeMap<>();

    Group(Map<String, String> tags) {
      this.tags = tags;
    }

    List<Stored> list() {
      return List.copyOf(schedules.values());
    }
  }

  /**
   * Lets a call fail before anything is done.
   *
   * @param call which of this store's calls; the first one is 1
   * @return this
   */
  public InMemoryScheduleStore failAt(int call) {
    faults.put(call, false);
    return this;
  }

  /**
   * Lets the answer of a call get lost: what it asks for is done, and it fails.
   *
   * @param call which of this store's calls; the first one is 1
   * @return this
   */
  public InMemoryScheduleStore loseAnswerAt(int call) {
    faults.put(call, true);
    return this;
  }

  /**
   * Lets every write of one schedule be refused, as the service does with what it does not take.
   *
   * @param name which
   * @return this
   */
  public InMemoryScheduleStore refuse(ScheduleName name) {
    refused.add(name);
    return this;
  }

  private void demandTaken(ScheduleName name) {
    if (refused.contains(name)) {
      throw failure("write", false, "schedule " + name + " is refused");
    }
  }

  /**
   * Lets somebody else do something just before a call.
   *
   * @param call which of this store's calls; the first one is 1
   * @param work what they do
   * @return this
   */
  public InMemoryScheduleStore beforeCall(int call, Runnable work) {
    meanwhile.put(call, work);
    return this;
  }

  /**
   * The calls so far, those that failed too.
   *
   * @return such as {@code create a}, the first one first
   */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  @Override
  public Optional<List<Stored>> read() {
    return call("read", () -> owned().map(Group::list));
  }

  @Override
  public void makeGroup() {
    call(
        "makeGroup",
        () -> {
          if (owned().isEmpty()) {
            service.makeGroup(group, owner.tags());
          }
        });
  }

  @Override
  public void create(ScheduleSpec schedule) {
    call(
        "create " + schedule.name(),
        () -> {
          demandTaken(schedule.name());
          Stored written = written(schedule);
          Stored before = demanded("create").schedules.putIfAbsent(schedule.name(), written);
          if (before != null && !before.equals(written)) {
            throw failure("create", true, "there is another schedule " + schedule.name());
          }
        });
  }

  @Override
  public void replace(ScheduleSpec schedule) {
    call(
        "replace " + schedule.name(),
        () -> {
          demandTaken(schedule.name());
          if (demanded("replace").schedules.replace(schedule.name(), written(schedule)) == null) {
            throw failure("replace", true, "there is no schedule " + schedule.name());
          }
        });
  }

  @Override
  public void delete(ScheduleName name) {
    call("delete " + name, () -> demanded("delete").schedules.remove(name));
  }

  @Override
  public String describe() {
    return "schedule group " + group + " in memory";
  }

  /** The service refuses a start that is long past, so one that has come is left out. */
  private Stored written(ScheduleSpec spec) {
    return Stored.of(spec.from(service.now));
  }

  private Optional<Group> owned() {
    Optional<Group> found = Optional.ofNullable(service.groups.get(group));
    found
        .filter(there -> !there.tags.entrySet().containsAll(owner.tags().entrySet()))
        .ifPresent(
            other -> {
              throw failure("read", false, "it is another's: " + other.tags);
            });
    return found;
  }

  private Group demanded(String operation) {
    return owned().orElseThrow(() -> failure(operation, false, "there is no such group"));
  }

  private StoreException failure(String operation, boolean retryable, String found) {
    return new StoreException(
        operation,
        describe(),
        retryable,
        "cannot " + operation + " in " + describe() + ": " + found,
        Optional.empty());
  }

  /** One call: counted when it begins, and failed where it is to fail. */
  private <T> T call(String name, Supplier<T> work) {
    calls.add(name);
    Optional.ofNullable(meanwhile.remove(calls.size())).ifPresent(Runnable::run);
    Optional<Boolean> lost = Optional.ofNullable(faults.get(calls.size()));
    if (lost.isPresent() && !lost.get()) {
      throw failure(name, true, "the call failed");
    }
    T done = work.get();
    if (lost.isPresent()) {
      throw failure(name, true, "the answer got lost");
    }
    return done;
  }

  private void call(String name, Runnable work) {
    call(
        name,
        () -> {
          work.run();
          return name;
        });
  }

  /**
   * The failures that were asked for and did not happen yet.
   *
   * @return the numbers of their calls
   */
  public List<Integer> faultsLeft() {
    List<Integer> left = new ArrayList<>(faults.keySet());
    left.removeIf(call -> call <= calls.size());
    Collections.sort(left);
    return left;
  }
}
