// SPDX-License-Identifier: Apache-2.0
package io.lavasched.eventbridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lavasched.application.port.Backup;
import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.schedules.ScheduleArchive;
import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.application.schedules.GroupName;
import io.lavasched.application.schedules.ScheduleExpression;
import io.lavasched.application.schedules.ScheduleName;
import io.lavasched.application.schedules.ScheduleSpec;
import io.lavasched.application.schedules.ScheduleTarget;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.text.Quoted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The backups of a group as texts, each the document {@code lavasched.schedules-backup/1} of {@code
 * docs/json.md}: one object a schedule, as {@code CreateSchedule} takes it. Whoever keeps the texts
 * keeps the laws of their order and their number.
 */
public final class ScheduleBackups implements ScheduleArchive {

  private static final String FORMAT = "lavasched.schedules-backup/1";
  private static final String CREATE = "create_schedule";

  /** The document has four. */
  private static final int MOST_LEVELS = 16;

  private static final JsonFactory JSON = new JsonFactory();

  private final GroupName group;
  private final CrontabArchive texts;

  /**
   * The backups of a group.
   *
   * @param group its name
   * @param texts where they are, each in the place of a crontab
   */
  public ScheduleBackups(GroupName group, CrontabArchive texts) {
    this.group = group;
    this.texts = texts;
  }

  @Override
  public Backup keep(List<Stored> schedules) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("format", FORMAT);
      json.writeStringField("group", group.text());
      json.writeArrayFieldStart("schedules");
      for (Stored stored : schedules) {
        write(json, stored);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new IllegalStateException(e); // it goes to memory
    }
    return texts.keep(Optional.of(CrontabText.of(text.toByteArray())));
  }

  private void write(JsonGenerator json, Stored stored) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", stored.name().text());
    json.writeFieldName(CREATE);
    if (stored.spec().isPresent()) {
      ScheduleJson.write(json, group, stored.spec().get());
    } else {
      json.writeNull();
    }
    json.writeArrayFieldStart("beyond");
    for (String phrase : stored.beyond()) {
      json.writeString(phrase);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  @Override
  public List<Backup> list() {
    return texts.list();
  }

  @Override
  public List<Stored> read(Backup backup) {
    byte[] bytes = texts.read(backup).orElseThrow(() -> damaged(backup, "no text")).bytes();
    try {
      Fields document = new Fields(tree(bytes));
      if (!document.text("format").equals(FORMAT)) {
        throw new IllegalArgumentException("format " + Quoted.of(document.text("format")));
      }
      if (!document.text("group").equals(group.text())) {
        throw new IllegalArgumentException("group " + Quoted.of(document.text("group")));
      }
      List<Stored> schedules = new ArrayList<>();
      for (Object each : document.list("schedules")) {
        schedules.add(stored(new Fields(each)));
      }
      return schedules;
    } catch (IOException e) {
      throw damaged(backup, "something else than JSON");
    } catch (IllegalArgumentException | DateTimeException e) {
      throw damaged(backup, String.valueOf(e.getMessage()));
    }
  }

  private static Stored stored(Fields fields) {
    ScheduleName name = new ScheduleName(fields.text("name"));
    List<String> beyond = new ArrayList<>();
    for (Object phrase : fields.list("beyond")) {
      beyond.add(Fields.string("beyond", phrase));
    }
    return new Stored(name, fields.object(CREATE).map(create -> spec(name, create)), beyond);
  }

  private static ScheduleSpec spec(ScheduleName name, Fields fields) {
    Fields target = fields.mustBeObject(ScheduleJson.TARGET);
    Fields retries = target.mustBeObject(ScheduleJson.RETRIES);
    String state = fields.text(ScheduleJson.STATE);
    if (!state.equals(ScheduleJson.ENABLED) && !state.equals(ScheduleJson.DISABLED)) {
      throw new IllegalArgumentException("state " + Quoted.of(state));
    }
    return new ScheduleSpec(
        name,
        new ScheduleExpression(
            fields.text(ScheduleJson.EXPRESSION), fields.text(ScheduleJson.ZONE)),
        fields.optional(ScheduleJson.START).map(Instant::parse),
        fields.optional(ScheduleJson.END).map(Instant::parse),
        state.equals(ScheduleJson.ENABLED),
        new ScheduleTarget(
            target.text(ScheduleJson.ARN),
            target.text(ScheduleJson.ROLE),
            target.optional(ScheduleJson.INPUT).orElse(""),
            retries.number(ScheduleJson.AGE),
            retries.number(ScheduleJson.ATTEMPTS),
            target.object(ScheduleJson.DEAD_LETTER).map(queue -> queue.text(ScheduleJson.ARN))),
        fields.optional(ScheduleJson.DESCRIPTION).orElse(""));
  }

  private StoreException damaged(Backup backup, String found) {
    return new StoreException(
        "read",
        describe(),
        false,
        describe()
            + " must hold "
            + FORMAT
            + " of schedule group "
            + group
            + " in the backup "
            + backup
            + ", found "
            + Quoted.head(found, 200),
        Optional.of("take another backup: lavasched restore lists them"));
  }

  @Override
  public String describe() {
    return texts.describe();
  }

  /** The whole document as maps, lists, texts and numbers; null stands for nothing. */
  private static Object tree(byte[] bytes) throws IOException {
    try (JsonParser json = JSON.createParser(new String(bytes, UTF_8))) {
      json.nextToken();
      Object tree = value(json, 0);
      if (json.nextToken() != null) {
        throw new IllegalArgumentException("more than one document");
      }
      return tree;
    }
  }

  private static Object value(JsonParser json, int level) throws IOException {
    if (level > MOST_LEVELS) {
      throw new IllegalArgumentException("more than " + MOST_LEVELS + " levels");
    }
    JsonToken token = json.currentToken();
    if (token == JsonToken.START_OBJECT) {
      Map<String, Object> fields = new LinkedHashMap<>();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        fields.put(name, value(json, level + 1));
      }
      return fields;
    }
    if (token == JsonToken.START_ARRAY) {
      List<Object> items = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        items.add(value(json, level + 1));
      }
      return items;
    }
    if (token == JsonToken.VALUE_STRING) {
      return json.getText();
    }
    return token == JsonToken.VALUE_NUMBER_INT ? (Object) json.getIntValue() : Optional.empty();
  }

  /** The fields of an object that may be damaged. */
  private static final class Fields {

    private final Map<?, ?> fields;

    Fields(Object object) {
      if (!(object instanceof Map<?, ?> map)) {
        throw new IllegalArgumentException("no object");
      }
      fields = map;
    }

    static String string(String name, Object value) {
      if (value instanceof String text) {
        return text;
      }
      throw new IllegalArgumentException("no text in " + name);
    }

    String text(String name) {
      return optional(name).orElseThrow(() -> new IllegalArgumentException("no " + name));
    }

    Optional<String> optional(String name) {
      return Optional.ofNullable(fields.get(name)).map(value -> string(name, value));
    }

    int number(String name) {
      if (fields.get(name) instanceof Integer number) {
        return number;
      }
      throw new IllegalArgumentException("no number in " + name);
    }

    List<?> list(String name) {
      if (fields.get(name) instanceof List<?> list) {
        return list;
      }
      throw new IllegalArgumentException("no list " + name);
    }

    /** Empty where there is none, or null. */
    Optional<Fields> object(String name) {
      return fields.get(name) instanceof Map<?, ?> map
          ? Optional.of(new Fields(map))
          : Optional.empty();
    }

    Fields mustBeObject(String name) {
      return object(name).orElseThrow(() -> new IllegalArgumentException("no " + name));
    }
  }
}
