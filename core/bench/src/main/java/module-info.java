/// Benchmarks of the seam against bare VarHandles and C. Run by hand; not part of the product:
///
/// ```
/// mvn -Pbench -DskipTests package -pl core/bench -am
/// java -p core/bench/target/dist/lib --add-modules faultline.bench,jdk.unsupported \
///     -m jmh.core/org.openjdk.jmh.Main
/// ```
open module faultline.bench {
    requires faultline.lab;
    requires jmh.core;
}
