package faultline.host.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Values as bytes, and back, between a worker and its parent: numbers, booleans, text, enums, byte arrays,
/// lists, maps with text for keys, public records of these, and sealed interfaces whose cases are such
/// records.
///
/// The bytes hold values only and never name a class. The reader says what it expects, so a worker whose JVM
/// student code has taken over can send a wrong value, but cannot make its parent load or run anything but
/// the constructors of the expected records. A record that must not believe its sender checks in its
/// constructor. There is no `null`.
final class Wire {
    private Wire() {
    }

    static byte[] encode(Type type, Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(new DataOutputStream(bytes), type, value);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return bytes.toByteArray();
    }

    /// A `ProtocolException` says in what way the bytes are not a value of the type.
    static Object decode(Type type, byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        Object value = read(in, type);
        if (in.available() > 0) {
            throw new ProtocolException(in.available() + " bytes are left over after " + type.getTypeName());
        }
        return value;
    }

    private static void write(DataOutputStream out, Type type, Object value) throws IOException {
        switch (raw(type)) {
            case Class<?> c when c == boolean.class || c == Boolean.class ->
                    out.writeBoolean((boolean) value);
            case Class<?> c when c == int.class || c == Integer.class -> out.writeInt((int) value);
            case Class<?> c when c == long.class || c == Long.class -> out.writeLong((long) value);
            case Class<?> c when c == double.class || c == Double.class -> out.writeDouble((double) value);
            case Class<?> c when c == String.class -> bytes(out, ((String) value).getBytes(UTF_8));
            case Class<?> c when c == byte[].class -> bytes(out, (byte[]) value);
            case Class<?> c when c == List.class -> list(out, argument(type, 0), (List<?>) value);
            case Class<?> c when c == Map.class -> map(out, argument(type, 1), (Map<?, ?>) value);
            case Class<?> c when c.isEnum() -> out.writeInt(((Enum<?>) value).ordinal());
            case Class<?> c when c.isRecord() -> record(out, c, value);
            case Class<?> c when c.isSealed() -> oneOf(out, c, value);
            case Class<?> c -> throw uncarried(c);
        }
    }

    private static Object read(DataInputStream in, Type type) throws IOException {
        return switch (raw(type)) {
            case Class<?> c when c == boolean.class || c == Boolean.class -> in.readBoolean();
            case Class<?> c when c == int.class || c == Integer.class -> in.readInt();
            case Class<?> c when c == long.class || c == Long.class -> in.readLong();
            case Class<?> c when c == double.class || c == Double.class -> in.readDouble();
            case Class<?> c when c == String.class -> new String(bytes(in), UTF_8);
            case Class<?> c when c == byte[].class -> bytes(in);
            case Class<?> c when c == List.class -> list(in, argument(type, 0));
            case Class<?> c when c == Map.class -> map(in, argument(type, 1));
            case Class<?> c when c.isEnum() -> at(in, Arrays.asList(c.getEnumConstants()));
            case Class<?> c when c.isRecord() -> record(in, c);
            case Class<?> c when c.isSealed() -> read(in, at(in, Arrays.asList(c.getPermittedSubclasses())));
            case Class<?> c -> throw uncarried(c);
        };
    }

    private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        return in.readNBytes(count(in));
    }

    private static void list(DataOutputStream out, Type element, List<?> values) throws IOException {
        out.writeInt(values.size());
        for (Object value : values) {
            write(out, element, value);
        }
    }

    private static List<Object> list(DataInputStream in, Type element) throws IOException {
        int count = count(in);
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(read(in, element));
        }
        return Collections.unmodifiableList(values);
    }

    private static void map(DataOutputStream out, Type element, Map<?, ?> values) throws IOException {
        out.writeInt(values.size());
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            write(out, String.class, entry.getKey());
            write(out, element, entry.getValue());
        }
    }

    private static Map<Object, Object> map(DataInputStream in, Type element) throws IOException {
        int count = count(in);
        Map<Object, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            values.put(read(in, String.class), read(in, element));
        }
        return Collections.unmodifiableMap(values);
    }

    private static void oneOf(DataOutputStream out, Class<?> sealed, Object value) throws IOException {
        List<Class<?>> cases = List.of(sealed.getPermittedSubclasses());
        int chosen = cases.indexOf(value.getClass());
        if (chosen < 0) {
            throw uncarried(value.getClass());
        }
        out.writeInt(chosen);
        write(out, cases.get(chosen), value);
    }

    private static void record(DataOutputStream out, Class<?> type, Object value) throws IOException {
        try {
            for (RecordComponent component : type.getRecordComponents()) {
                component.getAccessor().trySetAccessible();
                write(out, component.getGenericType(), component.getAccessor().invoke(value));
            }
        } catch (ReflectiveOperationException hidden) {
            throw new IllegalArgumentException(type.getName() + " must be public and exported", hidden);
        }
    }

    private static Object record(DataInputStream in, Class<?> type) throws IOException {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = read(in, components[i].getGenericType());
        }
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.trySetAccessible();
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            throw new ProtocolException(type.getSimpleName() + " refused its values: "
                    + refused.getCause().getMessage());
        } catch (ReflectiveOperationException hidden) {
            throw new IllegalArgumentException(type.getName() + " must be public and exported", hidden);
        }
    }

    private static <T> T at(DataInputStream in, List<T> values) throws IOException {
        int index = in.readInt();
        if (index < 0 || index >= values.size()) {
            throw new ProtocolException("there is no case " + index + " of " + values.size());
        }
        return values.get(index);
    }

    /// How many bytes or values follow. Each value takes a byte at least, so more than are left cannot be
    /// true.
    private static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > in.available()) {
            throw new ProtocolException(count + " are promised, " + in.available() + " bytes are left");
        }
        return count;
    }

    private static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType generic -> raw(generic.getRawType());
            default -> throw new IllegalArgumentException(type.getTypeName() + " is not a type to send");
        };
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }

    private static IllegalArgumentException uncarried(Class<?> type) {
        return new IllegalArgumentException(type.getName() + " is not a type to send");
    }
}
