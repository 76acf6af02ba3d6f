/// An agent that does nothing: its jar names the lints' jars, and so they come to the class path of the Java that it is an
/// agent of. The compiler inside Maven would load and compile them anew for each room, which is half of what it takes.
final class Lints {
    private Lints() {}

    public static void premain(String words) {}
}
