package faultline.repl.text;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import faultline.host.Trouble;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// An answer as one JSON object on one line.
///
/// ```
/// {"schema":"faultline/vmstat/1","rows":[{"name":"pgfault","value":3}]}
/// {"schema":"faultline/use/1","error":{"what":"no strategy is named 'x'","where":"","next":"strategies","exit":2}}
/// ```
///
/// A command that was cut short has both: the rows that it got, and the error.
public final class Json {
    private Json() {
    }

    public static String of(String command, Answer answer) {
        return write(command, answer.rows(), answer.trouble().orElse(null));
    }

    public static String of(String command, Trouble trouble) {
        return write(command, null, trouble);
    }

    private static String write(String command, List<Row> rows, Trouble trouble) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("schema", "faultline/" + command.replace(' ', '-') + "/1");
            if (rows != null) {
                json.writeName("rows");
                value(json, rows);
            }
            if (trouble != null) {
                json.writeName("error");
                error(json, trouble);
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    /// A value of a [Row] by itself.
    public static String text(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            value(json, value);
        }
        return text.toString();
    }

    /// What such text says: maps, lists, text, numbers as `Double` or `Long`, truths and `null`. An
    /// `IllegalArgumentException` says where it is no JSON.
    public static Object read(String text) {
        try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            return read(json);
        } catch (JacksonException notJson) {
            throw new IllegalArgumentException(notJson.getMessage(), notJson);
        }
    }

    private static Object read(JsonParser json) {
        return switch (json.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = json.currentName();
                    json.nextToken();
                    object.put(name, read(json));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    list.add(read(json));
                }
                yield list;
            }
            case VALUE_STRING -> json.getString();
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case null, default -> throw new IllegalArgumentException("the text ends too early");
        };
    }

    /// The reason stands in the sentence that says what; a program that wants more asks for the text.
    private static void error(JsonGenerator json, Trouble trouble) {
        json.writeStartObject();
        json.writeStringProperty("what", trouble.why().isEmpty() ? trouble.what()
                : trouble.what() + ": " + trouble.why().replace("\n", "; "));
        json.writeStringProperty("where", trouble.where());
        json.writeStringProperty("next", trouble.next());
        json.writeNumberProperty("exit", trouble.exit().code());
        json.writeEndObject();
    }

    private static void value(JsonGenerator json, Object value) {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(text);
            case Boolean truth -> json.writeBoolean(truth);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number when Double.isFinite(number) -> json.writeNumber(number);
            case Double unknown -> json.writeNull();
            case Row row -> object(json, row.values());
            case Map<?, ?> map -> {
                json.writeStartObject();
                map.forEach((name, inside) -> {
                    json.writeName((String) name);
                    value(json, inside);
                });
                json.writeEndObject();
            }
            case List<?> list -> {
                json.writeStartArray();
                list.forEach(element -> value(json, element));
                json.writeEndArray();
            }
            default -> throw new IllegalArgumentException(value.getClass() + " is not for JSON");
        }
    }

    private static void object(JsonGenerator json, Map<String, Object> values) {
        json.writeStartObject();
        values.forEach((name, value) -> {
            json.writeName(name);
            value(json, value);
        });
        json.writeEndObject();
    }
}
