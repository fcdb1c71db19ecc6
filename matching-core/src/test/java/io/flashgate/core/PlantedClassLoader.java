package io.flashgate.core;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.agrona.DirectBuffer;

/**
 * A world of its own for a {@link PlantedBug}: every class of the core and of its tests once more, one of them compiled from a
 * source with the bug in it. What is below, the JDK and the libraries, is shared.
 */
final class PlantedClassLoader extends ClassLoader {

    private static final String CORE = "io.flashgate.core.";
    private static final List<Path> SOURCES = List.of(Path.of("src", "main", "java"), Path.of("src", "test", "java"));

    private final Map<String, byte[]> planted;

    private PlantedClassLoader(final Map<String, byte[]> planted) {
        super(PlantedClassLoader.class.getClassLoader());
        this.planted = planted;
    }

    /** The world with a bug. */
    static PlantedClassLoader with(final PlantedBug bug) {
        return new PlantedClassLoader(compile(bug));
    }

    /** The world as it is. */
    static PlantedClassLoader withoutBug() {
        return new PlantedClassLoader(Map.of());
    }

    @Override
    protected Class<?> loadClass(final String name, final boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(CORE)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            final Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(final String name) throws ClassNotFoundException {
        byte[] bytes = planted.get(name);
        if (bytes == null) {
            try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                bytes = file.readAllBytes();
            } catch (final IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    /** Class files by class name: the planted class and those within it. */
    private static Map<String, byte[]> compile(final PlantedBug bug) {
        final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        final Map<String, ByteArrayOutputStream> files = new HashMap<>();
        final StringWriter complaints = new StringWriter();
        try (JavaFileManager manager = keeping(files, compiler.getStandardFileManager(null, null, null))) {
            final boolean isCompiled = compiler.getTask(
                            complaints,
                            manager,
                            null,
                            List.of("-proc:none", "-implicit:none", "-nowarn", "-classpath", classPath()),
                            null,
                            List.of(source(bug)))
                    .call();
            if (!isCompiled) {
                throw new AssertionError("\"" + bug + "\" does not compile: " + complaints);
            }
        } catch (final IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return files.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, file -> file.getValue().toByteArray()));
    }

    private static JavaFileObject source(final PlantedBug bug) throws IOException {
        final Path module = Path.of(System.getProperty("basedir", "."));
        final Path file = SOURCES.stream()
                .map(folder -> module.resolve(folder).resolve(bug.path()))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no source of " + bug.path() + " below " + module));
        final String code = bug.plant(Files.readString(file));
        return new SimpleJavaFileObject(
                URI.create("string:///" + bug.simpleName() + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(final boolean ignoreEncodingErrors) {
                return code;
            }
        };
    }

    private static JavaFileManager keeping(
            final Map<String, ByteArrayOutputStream> files, final JavaFileManager others) {
        return new ForwardingJavaFileManager<>(others) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                    final Location location,
                    final String className,
                    final JavaFileObject.Kind kind,
                    final FileObject sibling) {
                return new SimpleJavaFileObject(URI.create("string:///" + className + ".class"), kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        return files.computeIfAbsent(className, none -> new ByteArrayOutputStream());
                    }
                };
            }
        };
    }

    private static String classPath() {
        return Stream.of(MatchingCore.class, PlantedClassLoader.class, DirectBuffer.class)
                .map(PlantedClassLoader::origin)
                .distinct()
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }

    private static String origin(final Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (final URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
