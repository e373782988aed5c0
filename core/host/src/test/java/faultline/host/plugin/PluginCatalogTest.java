package faultline.host.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import faultline.host.ModulePath;
import faultline.kernel.lock.Reuse;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A plugin is listed by what its class file says, and what is no plugin is named with the reason; the rest
/// works.
@DisplayNameGeneration(ReplaceUnderscores.class)
class PluginCatalogTest {
    private static final String EXITS = "static { System.exit(7); }";

    @TempDir private Path folder;

    @Test
    void a_plugin_is_listed_without_running_any_of_it() throws IOException {
        Path jar = TestPlugin.named("student.mine", "my-lock").members(EXITS).jar(folder);

        Plugin plugin = catalog(jar).named("my-lock").orElseThrow();

        assertEquals(new Plugin("my-lock", "one lock for   all",
                new Plugin.Origin("student.mine", "student.mine.Lock", List.of(jar.toString())),
                List.of("faultline.kernel"), Optional.of(Reuse.AFTER_RCU),
                Optional.of(true), Optional.of(false), Optional.of(1000)), plugin);
    }

    @Test
    void an_exploded_module_is_as_good_as_a_jar_and_a_folder_of_jars_as_each_of_them() throws IOException {
        Path exploded = TestPlugin.named("student.exploded", "exploded").exploded(folder);
        TestPlugin.named("student.first", "first").jar(folder);
        Path second = TestPlugin.named("student.second", "second").jar(folder);

        assertEquals(Set.of("exploded", "first", "second"), names(catalog(exploded, second.getParent())));
    }

    @Test
    void the_products_own_come_from_its_module_path() throws IOException {
        Path builtIn = TestPlugin.named("faultline.mine", "my-lock").exploded(folder);
        Path taker = TestPlugin.named("student.mine", "my-lock").exploded(folder);

        PluginCatalog catalog = PluginCatalog.of(product(builtIn), List.of(taker));

        Plugin plugin = catalog.named("my-lock").orElseThrow();
        assertTrue(plugin.origin().builtIn());
        assertEquals(List.of("faultline.mine"), plugin.needs());
        assertEquals("provides a strategy 'my-lock', and so does module 'faultline.mine'",
                reason(catalog, taker));
    }

    @Test
    void a_name_that_only_running_code_could_tell_is_refused() throws IOException {
        Path early = TestPlugin.named("student.early", "early").name("\"early\".strip()").exploded(folder);

        assertEquals("student.early.Lock.name() must return a constant, because it is read and not called",
                reason(catalog(early), early));
    }

    @Test
    void a_name_that_cannot_be_typed_is_refused() throws IOException {
        Path loud = TestPlugin.named("student.loud", "My Lock").exploded(folder);

        assertEquals("names its strategy 'My Lock'; a name is lower-case words with hyphens",
                reason(catalog(loud), loud));
    }

    @Test
    void what_is_no_jar_or_not_there_or_empty_is_named() throws IOException {
        Path junk = Files.createDirectory(folder.resolve("junk"));
        Path text = Files.writeString(junk.resolve("notes.txt"), "not a jar");
        Path broken = Files.writeString(junk.resolve("broken.jar"), "not a jar");
        Path none = folder.resolve("none.jar");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path good = TestPlugin.named("student.good", "good").exploded(folder);

        PluginCatalog catalog = catalog(text, broken, none, empty, good);

        assertEquals("is not a jar", reason(catalog, text));
        assertEquals("is not a jar: zip END header not found", reason(catalog, broken));
        assertEquals("is not there", reason(catalog, none));
        assertEquals("holds no module", reason(catalog, empty));
        assertEquals(Set.of("good"), names(catalog));
    }

    @Test
    void a_jar_without_a_module_descriptor_is_named() throws IOException {
        Path classes = TestPlugin.named("student.plain", "plain").exploded(folder);
        Files.delete(classes.resolve("module-info.class"));
        Path jar = TestPlugin.jar(folder, classes);
        Path odd = Files.move(TestPlugin.jar(folder, classes), folder.resolve("my-plugin_1.jar"));

        assertEquals("has no module-info.class", reason(catalog(TestPlugin.jar(folder, classes)), jar));
        assertEquals("has no module-info.class", reason(catalog(odd), odd));
    }

    @Test
    void a_module_that_provides_no_strategy_is_named() throws IOException {
        Path nothing = TestPlugin.named("student.nothing", "nothing")
                .declaration("requires faultline.kernel;").exploded(folder);
        Path other = TestPlugin.named("student.other", "other")
                .declaration("requires faultline.kernel; provides Runnable with MODULE.Lock;")
                .exploded(folder);

        PluginCatalog catalog = catalog(nothing, other);

        assertEquals("does not provide faultline.kernel.lock.LockStrategy", reason(catalog, nothing));
        assertEquals("provides java.lang.Runnable instead of faultline.kernel.lock.LockStrategy",
                reason(catalog, other));
    }

    @Test
    void class_files_of_a_later_java_are_named() throws IOException {
        int later = Runtime.version().feature() + 1;
        Path lock = TestPlugin.named("student.lock", "lock").exploded(folder);
        TestPlugin.age(lock.resolve("student/lock/Lock.class"), later);
        Path info = TestPlugin.named("student.info", "info").exploded(folder);
        TestPlugin.age(info.resolve("module-info.class"), later);

        PluginCatalog catalog = catalog(lock, info);

        String ending = " was compiled for Java " + later + ", this is Java " + (later - 1);
        assertEquals("student.lock.Lock" + ending, reason(catalog, lock));
        assertEquals("its module-info.class" + ending, reason(catalog, info));
    }

    @Test
    void a_class_file_that_is_none_is_named() throws IOException {
        Path cut = TestPlugin.named("student.cut", "cut").exploded(folder);
        Path file = cut.resolve("student/cut/Lock.class");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        Path gone = TestPlugin.named("student.gone", "gone").members("class Left { }").exploded(folder);
        Files.delete(gone.resolve("student/gone/Lock.class"));

        PluginCatalog catalog = catalog(cut, gone);

        assertTrue(reason(catalog, cut).contains("class file"), reason(catalog, cut));
        assertEquals("its module provides student.gone.Lock, but has no such class",
                reason(catalog, gone));
    }

    @Test
    void two_modules_of_one_name_are_named_and_the_first_counts() throws IOException {
        Path jar = TestPlugin.named("student.twice", "twice").jar(folder);
        Path again = folder.resolve("student.twice");

        PluginCatalog catalog = catalog(jar, again);

        assertEquals("is module 'student.twice', and so is " + jar, reason(catalog, again));
        assertEquals(List.of(jar.toString()), catalog.named("twice").orElseThrow().origin().places());
    }

    @Test
    void a_missing_dependency_is_named_and_one_that_is_there_goes_with_the_plugin() throws IOException {
        Path base = TestPlugin.named("student.base", "base")
                .declaration("exports MODULE; requires faultline.kernel;").exploded(folder);
        Path user = TestPlugin.named("student.user", "user").declaration("""
                requires faultline.kernel;
                requires student.base;
                provides faultline.kernel.lock.LockStrategy with MODULE.Lock;
                """).exploded(folder);

        PluginCatalog without = catalog(user);
        PluginCatalog with = catalog(base, user);

        assertEquals("requires module 'student.base', which is not there", reason(without, user));
        assertEquals(List.of(), with.rejected());
        assertEquals(List.of(user.toString(), base.toString()),
                with.named("user").orElseThrow().origin().places());
    }

    @Test
    void a_class_that_no_service_loader_can_make_is_named() throws IOException {
        Path closed = TestPlugin.named("student.closed", "closed")
                .members("private Lock() { } public static Lock provider() { return new Lock(); }")
                .exploded(folder);

        assertEquals("student.closed.Lock is not a public class with a public constructor without arguments",
                reason(catalog(closed), closed));
    }

    @Test
    void of_a_multi_release_jar_the_class_that_would_run_is_read() throws IOException {
        Path later = TestPlugin.named("student.many", "later").exploded(folder.resolve("later"));
        Path classes = TestPlugin.named("student.many", "innocent").exploded(folder);
        Path versioned = Files.createDirectories(classes.resolve("META-INF/versions/25/student/many"));
        Files.copy(later.resolve("student/many/Lock.class"), versioned.resolve("Lock.class"));

        assertEquals(Set.of("later"), names(catalog(TestPlugin.jar(folder, classes))));
    }

    private static PluginCatalog catalog(Path... entries) throws IOException {
        return PluginCatalog.of(product(), List.of(entries));
    }

    /// The kernel and these modules.
    static ModulePath product(Path... plugins) {
        List<Path> path = new ArrayList<>(
                ModulePath.ofThisJvm().closure(List.of("faultline.host")).values());
        path.addAll(List.of(plugins));
        return ModulePath.of(path);
    }

    private static Set<String> names(PluginCatalog catalog) {
        return Set.copyOf(catalog.plugins().stream().map(Plugin::name).toList());
    }

    private static String reason(PluginCatalog catalog, Path place) {
        return catalog.rejected().stream().filter(rejected -> rejected.place().equals(place))
                .map(PluginCatalog.Rejected::reason).findFirst().orElse("not rejected");
    }
}
